package org.virtzoned.domainxml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.virtzoned.device.Way;
import org.virtzoned.device.ZonedDevice;

/** What editing by hand does to arguments of QEMU's command line, and how it is repaired. */
class EditedArgumentsTest {
    private static final List<ZonedDevice> NAMESPACES = List.of(
            TestDevices.device(Way.NVME_ZNS, "/srv/a.raw,name=a,size=64M,zone-size=4M"),
            TestDevices.device(Way.NVME_ZNS, "/srv/b.raw,name=b,size=64M,zone-size=4M"));

    private static final Platform PLATFORM = Platform.of(Version.of(10, 0), Version.of(11, 3));

    private static final String OPTION = "\\n *<qemu:arg value='-(?:device|blockdev)'/>";

    @ParameterizedTest
    @ValueSource(strings = {"zoned-a-port", "zoned-a-ctl", "zoned-a", "zoned-a-ns", "zoned-b-ns"})
    void aValueThatIsLost(String id) {
        assertRepaired(attached("q35").replaceFirst("\\n[^\\n]*(?:id|node-name)=" + id + "[,'][^\\n]*", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zoned-a-port", "zoned-a-ctl", "zoned-a", "zoned-a-ns", "zoned-b-ns"})
    void anOptionThatIsLost(String id) {
        DomainDocument domain = assertRepaired(
                attached("q35").replaceFirst(OPTION + "(\\n[^\\n]*(?:id|node-name)=" + id + "[,'])", "$1"));

        domain.detachAll();
        assertEquals(document("q35"), domain.toXml());
    }

    @ParameterizedTest
    @ValueSource(strings = {"zoned-a-port", "zoned-a-ctl"})
    void aDeviceBeforeTheOneThatItIsOn(String id) {
        String xml = attached("q35");
        String pair = xml.replaceFirst("(?s).*(" + OPTION + "\\n[^\\n]*id=" + id + ",[^\\n]*).*", "$1");

        assertRepaired(xml.replace(pair, "").replace("\n  </qemu:commandline>", pair + "\n  </qemu:commandline>"));
    }

    /** As by sed, of one device or of all. */
    @ParameterizedTest
    @ValueSource(strings = {"zoned-a", "zoned-b", "zoned-"})
    void everyIdIsReplaced(String id) {
        DomainDocument domain = assertRepaired(attached("q35").replaceAll("(?<==)" + id, "mine"));

        domain.detachAll();
        assertEquals(document("q35"), domain.toXml());
    }

    /** An option of the user's before them stays. */
    @Test
    void detachingTakesNothingElse() {
        String own = "<qemu:arg value='-device'/><qemu:arg value='edu'/>";
        String xml = attached("q35").replaceFirst("(<qemu:commandline[^>]*>)" + OPTION, "$1" + own);
        DomainDocument domain = DomainDocument.parse(xml);

        domain.detachAll();

        assertEquals(List.of("-device", "edu"), domain.qemuArguments());
    }

    @ParameterizedTest
    @CsvSource({"q35,ua-zoned-pcie-1-port", "pc,ua-zoned-pci-bridge-1-ctl"})
    void functionZeroOfTheirSlotIsLost(String machine, String alias) {
        String xml = attached(machine)
                .replaceFirst(
                        "(?s)\\n *<controller type='pci' (?:(?!</controller>).)*" + alias + ".*?</controller>", "");
        DomainDocument domain = DomainDocument.parse(xml);

        assertEquals(2, domain.placeCollisions().size());
        domain.repair(PLATFORM);

        assertEquals(0, domain.placeCollisions().size());
        assertEquals(true, domain.aliases().contains(alias));
        domain.detachAll();
        assertEquals(document(machine), domain.toXml());
    }

    @ParameterizedTest
    @CsvSource({
        "q35,zoned-a-ctl",
        "q35,zoned-a-port",
        "q35,zoned-a-ns",
        "q35,'zoned-a,'",
        "pc,zoned-a-ctl",
        "pc,zoned-a-ns"
    })
    void anIdThatIsReplacedEverywhere(String machine, String id) {
        String xml = attached(machine);
        String edited = xml.replaceAll("(id|node-name|bus|drive)=" + id, "$1=my" + id);
        assertNotEquals(xml, edited);
        DomainDocument domain = DomainDocument.parse(edited);
        assertNotEquals(List.of(), domain.faults(PLATFORM));

        domain.restoreNames(PLATFORM);
        domain.repair(PLATFORM);

        assertEquals(xml, domain.toXml());
    }

    @Test
    void aNameThatIsReplacedInTheRecord() {
        String edited = attached("q35").replaceFirst(" name='a' ", " name='c' ");
        DomainDocument domain = DomainDocument.parse(edited);

        domain.restoreNames(PLATFORM);
        assertEquals(List.of(), domain.orphans(file -> OptionalLong.empty()));
        domain.repair(PLATFORM);

        assertEquals(List.of(), domain.faults(PLATFORM));
        assertEquals(List.of(), domain.unrecorded());
        assertEquals(edited.replaceAll("\\bzoned-a\\b", "zoned-c"), domain.toXml());
        domain.detachAll();
        assertEquals(document("q35"), domain.toXml());
    }

    /** Also where all that is left of the one is before the place of the other. */
    @ParameterizedTest
    @ValueSource(strings = {"q35", "pc"})
    void anySelectionThatIsLost(String machine) {
        List<String> ids = List.of("zoned-a-ctl", "zoned-a", "zoned-a-ns", "zoned-b-ctl", "zoned-b", "zoned-b-ns");
        String xml = attached(machine);
        for (int lost = 0; lost < 1 << (ids.size() + 1); lost++) {
            String edited = xml;
            for (int i = 0; i < ids.size(); i++) {
                if ((lost & 1 << i) != 0) {
                    edited = edited.replaceFirst(OPTION + "\n[^\n]*(?:id|node-name)=" + ids.get(i) + "[,'][^\n]*", "");
                }
            }
            if ((lost & 1 << ids.size()) != 0) {
                edited = withoutFunctionZero(edited);
            }
            DomainDocument domain = DomainDocument.parse(edited);

            domain.repair(PLATFORM);

            assertEquals(List.of(), domain.faults(PLATFORM), edited);
            assertEquals(0, domain.placeCollisions().size(), edited);
            domain.detachAll();
            assertEquals(document(machine), domain.toXml(), edited);
        }
    }

    private static String withoutFunctionZero(String xml) {
        return xml.replaceFirst(
                "(?s)\n *<controller type='pci' (?:(?!</controller>).)*ua-zoned-pci[^>]*-1-.*?</controller>", "");
    }

    /** A guest finds both; each is on its controller once more. */
    private static DomainDocument assertRepaired(String edited) {
        DomainDocument domain = DomainDocument.parse(edited);
        assertNotEquals(attached("q35"), edited);
        assertNotEquals(List.of(), domain.faults(PLATFORM));

        domain.repair(PLATFORM);

        assertEquals(List.of(), domain.faults(PLATFORM));
        assertEquals(
                identified(DomainDocument.parse(attached("q35"))),
                identified(domain),
                () -> String.join("\n", domain.qemuArguments()));
        return domain;
    }

    /** Options, and the ids of what comes after them: what was removed may be in another place. */
    private static List<String> identified(DomainDocument domain) {
        return domain.qemuArguments().stream()
                .map(argument -> argument.startsWith("-") ? argument : QemuArgument.idOf(argument))
                .sorted()
                .toList();
    }

    private static String attached(String machine) {
        DomainDocument domain = DomainDocument.parse(document(machine));
        domain.attach(NAMESPACES, PLATFORM);
        return domain.toXml();
    }

    private static String document(String machine) {
        return TestDevices.document("edited", machine, "<emulator>/usr/bin/qemu-system-x86_64</emulator>");
    }
}
