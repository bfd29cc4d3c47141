package org.virtzoned.domainxml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.virtzoned.device.Way;
import org.virtzoned.device.ZonedDevice;

/** Elements and arguments of devices written again from their record, and records from elements and arguments. */
class RepairTest {
    private static final Platform OLD = Platform.of(Version.of(10, 0), Version.of(11, 3));
    private static final Platform NEW = Platform.of(Version.of(11, 1), Version.of(12, 8));

    private static final ZonedDevice LUN =
            TestDevices.device(Way.VIRTIO_SCSI, "/dev/disk/by-id/wwn-0x5000c500a1b2c3d4,name=lun,max-transfer=512K");
    private static final ZonedDevice BLK =
            TestDevices.device(Way.VIRTIO_BLK, "/dev/disk/by-id/wwn-0x5000c500a1b2c3d6,name=blk");
    private static final ZonedDevice VHOST = TestDevices.device(
            Way.VHOST_SCSI, "/dev/disk/by-id/wwn-0x5000c500a1b2c3d5,name=vhost,max-transfer=1M,queues=2");
    private static final ZonedDevice ONE = TestDevices.device(
            Way.NVME_ZNS,
            "/srv/one.raw,name=one,size=64M,zone-size=4M,zone-capacity=3M,max-open=2,max-active=4,serial=ONE"
                    + ",append-limit=128K,logical-block-size=4096,preallocate=yes");
    private static final ZonedDevice A =
            TestDevices.device(Way.NVME_ZNS, "'/srv/a,b.raw',size=64M,zone-size=4M,name=a,controller=two,nsid=7");
    private static final ZonedDevice B =
            TestDevices.device(Way.NVME_ZNS, "/srv/b.raw,size=64M,zoned=no,name=b,controller=two");

    private static final List<ZonedDevice> ALL = List.of(LUN, ONE, BLK, A, VHOST, B);

    @ParameterizedTest
    @CsvSource({"q35,old", "q35,new", "pc,old", "pc,new"})
    void aHealthyDomainStays(String machine, String age) {
        String xml = attached(machine, platform(age)).toXml();
        DomainDocument domain = DomainDocument.parse(xml);

        assertEquals(List.of(), domain.faults(platform(age)));
        assertEquals(List.of(), domain.repair(platform(age)));
        assertEquals(List.of(), domain.orphans(path -> OptionalLong.empty()));
        assertEquals(xml, domain.toXml());
    }

    @ParameterizedTest
    @CsvSource({"q35,old", "q35,new", "pc,old", "pc,new"})
    void allElementsAndArgumentsComeBack(String machine, String age) {
        Platform platform = platform(age);
        String xml = attached(machine, platform).toXml();
        DomainDocument domain =
                DomainDocument.parse(without(without(without(xml, "qemu:commandline"), "qemu:override"), "devices"));

        domain.repair(platform);

        assertEquals(List.of(), domain.faults(platform));
        assertEquals(DomainDocument.parse(xml).devices(), domain.devices());
        domain.detachAll();
        assertEquals(without(document(machine), "devices"), domain.toXml());
    }

    /** What is there keeps its place: its guest finds the same device. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    zoned.zone_size=4194304,zoned.zone_capacity=3145728 | zoned.zone_size=8388608,zoned.zone_capacity=3145728 | one: of the argument 'zoned-one-ns' zoned.zone_size is '8388608', expected '4194304'
                    serial=ONE                  | serial=other            | one: of the argument 'zoned-one-ctl' serial is 'other', expected 'ONE'
                    zoned.zasl=5                | mdts=7                  | one: of the argument 'zoned-one-ctl' zoned.zasl is missing, expected '5'; one: of the argument 'zoned-one-ctl' mdts is '7', expected none
                    nsid=7                      | nsid=9                  | a: of the argument 'zoned-a-ns' nsid is '9', expected '7'
                    filename=/srv/b.raw         | filename=/srv/c.raw     | b: of the argument 'zoned-b' file.filename is '/srv/c.raw', expected '/srv/b.raw'
                    naa.500140                  | naa.500141              | vhost: of the <hostdev> 'ua-zoned-vhost' <source> wwpn is 'naa.500141534fac32ec', expected 'naa.500140534fac32ec'
                    device='lun'                | device='disk'           | lun: of the <disk> 'ua-zoned-lun' device is 'disk', expected 'lun'
                    a1b2c3d6'/>                 | a1b2c3d7'/>             | blk: of the <disk> 'ua-zoned-blk' <source> dev is '/dev/disk/by-id/wwn-0x5000c500a1b2c3d7', expected '/dev/disk/by-id/wwn-0x5000c500a1b2c3d6'
                    name='num_queues' type='unsigned' value='2' | name='num_queues' type='unsigned' value='4' | vhost: of the <qemu:override> of 'ua-zoned-vhost' num_queues is '4', expected '2'
                    """)
    void whatDiffersIsPutRight(String right, String wrong, String faults) {
        String xml = attached("q35", OLD).toXml();
        assertEquals(
                1, xml.split(java.util.regex.Pattern.quote(right), -1).length - 1 > 0 ? 1 : 0, right + " in " + xml);
        DomainDocument domain = DomainDocument.parse(replaceLast(xml, right, wrong));

        assertEquals(faults, String.join("; ", described(domain.repair(OLD))));
        assertEquals(ordered(xml), ordered(domain.toXml()));
        assertEquals(List.of(), domain.faults(OLD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"zoned-one-ns", "zoned-one", "zoned-one-ctl", "zoned-one-port", "zoned-b-ns", "zoned-two-ctl"})
    void anArgumentThatIsMissingComesBack(String id) {
        DomainDocument domain =
                DomainDocument.parse(withoutArgument(attached("q35", OLD).toXml(), id));

        List<DeviceFault> faults = domain.repair(OLD);

        assertEquals("the argument '" + id + "' is missing", faults.get(0).description());
        assertEquals(List.of(), domain.faults(OLD));
        assertInOrder(domain.qemuArguments());
        domain.detachAll();
        assertEquals(document("q35"), domain.toXml());
    }

    @Test
    void theRecordIsTheTruth() {
        String xml = attached("q35", OLD).toXml();
        String edited = xml.replace("zone-size='4M' zone-capacity='3M'", "zone-size='8M' zone-capacity='3M'");
        assertNotEquals(xml, edited);
        DomainDocument domain = DomainDocument.parse(edited);

        assertEquals(
                List.of("one: of the argument 'zoned-one-ns' zoned.zone_size is '4194304', expected '8388608'"),
                described(domain.repair(OLD)));
        assertEquals(
                edited.replace(
                        "zoned.zone_size=4194304,zoned.zone_capacity=3145728",
                        "zoned.zone_size=8388608,zoned.zone_capacity=3145728"),
                domain.toXml());
    }

    @Test
    void aNamespaceGetsItsZonesBack() {
        String xml = attached("q35", NEW).toXml();
        DomainDocument domain = DomainDocument.parse(without(xml, "qemu:override"));

        assertEquals(
                List.of(
                        "one: the <qemu:override> of 'ua-zoned-one-ctl' is missing",
                        "one: the <qemu:override> of 'ua-zoned-one' is missing",
                        "a: the <qemu:override> of 'ua-zoned-a' is missing",
                        "vhost: the <qemu:override> of 'ua-zoned-vhost' is missing",
                        "b: the <qemu:override> of 'ua-zoned-b' is missing"),
                described(domain.repair(NEW)));
        assertEquals(ordered(xml), ordered(domain.toXml()));
    }

    @Test
    void aSecondRecordOfADeviceGoes() {
        String xml = attached("q35", OLD).toXml();
        String device = xml.substring(xml.indexOf("<zoned:device way='virtio-blk'"));
        device = device.substring(0, device.indexOf("/>") + 2);
        DomainDocument domain = DomainDocument.parse(xml.replace(device, device + device));

        assertEquals(List.of("blk: it is recorded twice"), described(domain.repair(OLD)));
        assertEquals(ordered(xml), ordered(domain.toXml()));
    }

    /** All of a machine's places are taken: the last of the first device's place is before the second one. */
    @Test
    void aLostControllerOfAFullMachineIsWrittenAgain() {
        DomainDocument domain = DomainDocument.parse(document("pc"));
        List<ZonedDevice> namespaces = IntStream.range(0, 28)
                .mapToObj(i -> TestDevices.device(
                        Way.NVME_ZNS, "/srv/f" + i + ",name=z" + i + ",size=64M,zone-size=4M,rendering=commandline"))
                .toList();
        domain.attach(namespaces, OLD);
        String xml = domain.toXml();
        String lost = xml.replaceAll(
                "\\s*<qemu:arg value=['\"]-device['\"]/>\\s*<qemu:arg value=['\"]nvme,id=zoned-z3-ctl[^>]*/>", "");
        DomainDocument damaged = DomainDocument.parse(lost);
        assertEquals(1, damaged.faults(OLD).size());

        damaged.repair(OLD);

        assertEquals(ordered(xml), ordered(damaged.toXml()));
    }

    @Test
    void aDeviceInAnothersPlaceGetsAFreeOne() {
        DomainDocument domain = DomainDocument.parse(document("pc"));
        domain.attach(List.of(BLK), OLD);
        String xml = domain.toXml();
        String address = xml.replaceFirst("(?s).*ua-zoned-blk'/>\\s*(<address[^>]*/>).*", "$1");
        domain = DomainDocument.parse(xml.replace(
                "</devices>",
                "<controller type='usb' index='0' model='piix3-uhci'>" + address + "</controller></devices>"));
        assertEquals(1, domain.placeCollisions().size());

        assertEquals(1, domain.repair(OLD).size());

        assertEquals(Map.of(), domain.placeCollisions());
        assertEquals(List.of(), domain.repair(OLD));
        assertEquals(1, domain.devices().size());
    }

    @Test
    void theSameIsNotAttachedWhereSomethingOfItIsMissing() {
        DomainDocument domain =
                DomainDocument.parse(without(attached("q35", OLD).toXml(), "qemu:commandline"));

        AttachException refused = assertThrows(AttachException.class, () -> domain.attach(List.of(ONE), OLD));

        assertEquals(
                "Cannot attach /srv/one.raw to domain 'my vm' with nvme-zns: the domain records it as device 'one', but the"
                        + " argument 'zoned-one-port' is missing.",
                refused.getMessage());
        assertEquals("Run: virt-zoned repair 'my vm'", refused.remedy().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"q35,old", "q35,new", "pc,old", "pc,new"})
    void devicesAreRecordedAgain(String machine, String age) {
        Platform platform = platform(age);
        DomainDocument domain = attached(machine, platform);
        List<ZonedDevice> before = domain.devices();
        domain = DomainDocument.parse(without(domain.toXml(), "metadata"));

        List<Orphan> orphans = domain.orphans(path -> OptionalLong.of(64 << 20));
        domain.adopt(
                orphans.stream().flatMap(orphan -> orphan.device().stream()).toList());

        assertEquals(
                "which disk or file is behind the target naa.500140534fac32ec does not stand in the domain",
                orphan(orphans, "vhost").reason());
        assertEquals(
                before.stream()
                        .filter(device -> device.way() != Way.VHOST_SCSI)
                        .sorted(byName())
                        .toList(),
                domain.devices().stream().sorted(byName()).toList());
        assertEquals(List.of(), domain.faults(platform));
        assertEquals(
                List.of("vhost"),
                domain.orphans(path -> OptionalLong.empty()).stream()
                        .map(Orphan::name)
                        .toList());
    }

    @Test
    void aNamespaceOfAnAbsentFileHasNoSize() {
        DomainDocument domain =
                DomainDocument.parse(without(attached("q35", OLD).toXml(), "metadata"));

        assertEquals(
                "its size follows from its file /srv/one.raw, which cannot be read",
                orphan(domain.orphans(path -> OptionalLong.empty()), "one").reason());
    }

    @ParameterizedTest
    @CsvSource({"q35,old", "q35,new", "pc,old", "pc,new"})
    void orphansGo(String machine, String age) {
        DomainDocument domain =
                DomainDocument.parse(without(attached(machine, platform(age)).toXml(), "metadata"));

        assertEquals(6, domain.removeOrphans().size());

        assertEquals(List.of(), domain.removeOrphans());
        assertEquals(
                document(machine),
                domain.toXml().replaceAll("\\n  <qemu:(commandline|override)[^>]*>\\s*</qemu:\\1>", ""));
    }

    /** An id that only begins like ours is the user's. */
    @Test
    void argumentsOfTheUsersAreNoOrphans() {
        DomainDocument domain = DomainDocument.parse(document("q35").replace("</domain>", """
                  <commandline xmlns="http://libvirt.org/schemas/domain/qemu/1.0">
                    <arg value="-device"/>
                    <arg value="nvme,id=zoned-mine,serial=x"/>
                    <arg value="-device"/>
                    <arg value="nvme-ns,id=zoned-mine-ns,bus=zoned-mine,drive=d"/>
                  </commandline>
                </domain>"""));

        assertEquals(List.of(), domain.orphans(path -> OptionalLong.empty()));
    }

    private static java.util.Comparator<ZonedDevice> byName() {
        return java.util.Comparator.comparing(device -> device.name().text());
    }

    private static Orphan orphan(List<Orphan> orphans, String name) {
        return orphans.stream()
                .filter(orphan -> orphan.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> described(List<DeviceFault> faults) {
        return faults.stream()
                .map(fault -> fault.device().name() + ": " + fault.description())
                .toList();
    }

    /** QEMU makes devices in the order of their arguments: a port and a controller come before what is on them. */
    private static void assertInOrder(List<String> arguments) {
        List<String> ids = arguments.stream().map(QemuArgument::idOf).toList();
        for (String argument : arguments) {
            String bus = QemuArgument.read(argument).properties().getOrDefault("bus", "");
            if (bus.startsWith(Alias.QEMU_PREFIX)) {
                int own = ids.indexOf(QemuArgument.idOf(argument));
                assertEquals(true, ids.indexOf(bus) >= 0 && ids.indexOf(bus) < own, argument + " in " + arguments);
            }
        }
    }

    /** The lines of a document, those of a container in any order. */
    private static List<String> ordered(String xml) {
        return xml.lines().sorted().toList();
    }

    private static String replaceLast(String text, String right, String wrong) {
        int at = text.lastIndexOf(right);
        return text.substring(0, at) + wrong + text.substring(at + right.length());
    }

    private static String without(String xml, String element) {
        return xml.replaceAll("(?s)\\n *<" + element + "[ >].*</" + element + ">", "");
    }

    private static String withoutArgument(String xml, String id) {
        return xml.replaceAll("\\n[^\\n]*\\n[^\\n]*(id|node-name)=" + id + "[,\"][^\\n]*", "");
    }

    private static Platform platform(String age) {
        return age.equals("new") ? NEW : OLD;
    }

    private static DomainDocument attached(String machine, Platform platform) {
        DomainDocument domain = DomainDocument.parse(document(machine));
        domain.attach(ALL, platform);
        return domain;
    }

    private static String document(String machine) {
        return TestDevices.document("my vm", machine, "<emulator>/usr/bin/qemu-system-x86_64</emulator>");
    }
}
