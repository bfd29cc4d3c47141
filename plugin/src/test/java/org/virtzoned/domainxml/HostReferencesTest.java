package org.virtzoned.domainxml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.virtzoned.device.ScsiAddress;
import org.virtzoned.xml.Elements;
import org.virtzoned.xml.XmlReader;
import org.virtzoned.xml.XmlWriter;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class HostReferencesTest {
    @Test
    void theyAreThoseOfElementsAndArguments() {
        HostReferences references = DomainDocument.parse("""
                <domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
                  <name>smr1</name>
                  <metadata>
                    <zoned:devices xmlns:zoned='urn:virt-zoned:1'>
                      <zoned:device way='virtio-blk' name='gone' source='/dev/gone'/>
                    </zoned:devices>
                  </metadata>
                  <devices>
                    <disk type='block' device='lun'><source dev='/dev/disk/by-id/wwn-0x5000c500a1b2c3d4'/></disk>
                    <hostdev mode='subsystem' type='scsi_host'>
                      <source protocol='vhost' wwpn='naa.5001405A27B61E2F'/>
                    </hostdev>
                    <hostdev mode='subsystem' type='scsi'>
                      <source><adapter name='scsi_host12'/><address bus='0' target='1' unit='2'/></source>
                    </hostdev>
                    <hostdev mode='subsystem' type='scsi'>
                      <source protocol='iscsi' name='iqn.2003-01.org/1'><host name='h' port='3260'/></source>
                    </hostdev>
                  </devices>
                  <qemu:commandline>
                    <qemu:arg value='-drive'/><qemu:arg value='file=/dev/sdf,format=raw'/>
                  </qemu:commandline>
                </domain>
                """).hostReferences();

        assertEquals(
                new HostReferences(
                        Set.of("/dev/disk/by-id/wwn-0x5000c500a1b2c3d4", "/dev/sdf"),
                        Set.of("naa.5001405a27b61e2f"),
                        Set.of(new ScsiAddress(12, 0, 1, 2))),
                references);
    }

    /** In key=value form a quotation mark is one of the path's; in JSON it ends the path. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            driver=raw,file.filename=/srv/a"b,,c d,discard=unmap | /srv/a"b,c d
            {"filename":"/srv/a,b c"}                            | /srv/a,b c
            file=json:{"filename":"/srv/a b"}                    | /srv/a b
            /srv/a=b                                             | /srv/a=b
            driver=raw,file.filename=/srv//x/.././a              | /srv/a
            file=file:///srv/a                                   | /srv/a
            {"filename":"/srv//x/../a"}                          | /srv/a
            {"filename":"\\/srv\\/\\u0061"}                | /srv/a
            {"filename":"/srv/a\\"b"}                          | /srv/a"b
            """)
    void aPathInAnArgumentIsWholeAndInOneSpelling(String argument, String path) {
        assertEquals(Set.of(path), pathsIn(argument));
    }

    @Test
    void aPathMayBeLong() {
        String path = "/srv/" + "a,".repeat(100_000);

        assertEquals(Set.of(path), pathsIn("driver=raw,file.filename=" + path.replace(",", ",,")));
    }

    private static Set<String> pathsIn(String argument) {
        Document document = XmlReader.read("""
                <domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
                  <qemu:commandline><qemu:arg/></qemu:commandline>
                </domain>
                """);
        Element container = Elements.children(document.getDocumentElement()).get(0);
        Elements.children(container).get(0).setAttribute("value", argument);
        return DomainDocument.parse(XmlWriter.write(document, argument.length()))
                .namedSources()
                .keySet();
    }
}
