package org.virtzoned.others;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.virtzoned.VirtZoned;
import org.virtzoned.conformance.CanonicalXml;
import org.virtzoned.conformance.DomainSchema;
import org.virtzoned.conformance.TestDriver;
import org.virtzoned.device.Way;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.domainxml.Platform;
import org.virtzoned.domainxml.Version;
import org.virtzoned.error.VirtZonedException;

/**
 * Devices of all ways, attached to and detached from documents as cloud tools write them, and from what virt-install and
 * virt-xml make of every operating system, of machines of all kinds and of each of their options.
 */
class OthersDocumentsTest {
    private static final Platform NATIVE_NVME = Platform.of(new Version(10, 0, 0), new Version(11, 5, 0));

    private static final ZonedDevice GENERIC = VirtZoned.device(
            Way.VIRTIO_SCSI, "/dev/disk/by-id/wwn-0x5000c500a1b2c3d5,name=generic,driver=scsi-generic,address=0:0:3:0");

    /** What is named for the domain's UUID, which some documents have none of. */
    private static final List<ZonedDevice> BY_LIO = List.of(
            VirtZoned.device(Way.VIRTIO_SCSI, "zbc:/srv/a.zbc,name=emulated,size=1G,zone-size=64M"),
            VirtZoned.device(Way.VHOST_SCSI, "/dev/disk/by-id/wwn-0x5000c500a1b2c3d6,name=vhost"),
            VirtZoned.device(Way.VHOST_SCSI, "zbc:/srv/b.zbc,name=vhostzbc,size=1G,zone-size=64M"));

    private static final List<ZonedDevice> DEVICES = Stream.concat(
                    Stream.of(
                            VirtZoned.device(Way.VIRTIO_SCSI, "/dev/disk/by-id/wwn-0x5000c500a1b2c3d4,name=lun"),
                            GENERIC,
                            VirtZoned.device(
                                    Way.NVME_ZNS, "/srv/z.raw,name=zns,size=1G,zone-size=16M,zone-capacity=12M"),
                            VirtZoned.device(Way.VIRTIO_BLK, "/dev/disk/by-id/wwn-0x5000c500a1b2c3d7,name=blk")),
                    BY_LIO.stream())
            .toList();

    private static final Pattern TYPE = Pattern.compile("<domain[^>]* type=[\"'](.*?)[\"']");
    /** Most give no index to their controllers, and are then refused GENERIC. */
    private static final Pattern HAS_SCSI = Pattern.compile("(bus|controller type)=[\"']scsi[\"']");

    private static final Pattern MACHINE = Pattern.compile("<type [^>]*\\bmachine=[\"'](.*?)[\"']");
    private static final Pattern RELATIVE_NAMESPACE = Pattern.compile("(xmlns(?::\\w+)?=[\"'])(\\w+[\"'])");
    private static final List<String> MACHINES_WITHOUT_PCI = List.of("isapc", "microvm", "vexpress-a15");

    /** Machines without NVMe, whose virtio devices are on another bus than PCI. */
    private static final String S390X = "s390-ccw-virtio";

    private static List<OthersDocument> documents;
    /** Not all that tools write is valid by its schema, and not all options of virt-install's go together. */
    private static List<OthersDocument> takenByLibvirt;

    private static DomainSchema schema;
    private static TestDriver driver;

    @BeforeAll
    static void open() {
        driver = new TestDriver();
        schema = DomainSchema.installed();
        documents = Stream.concat(OthersDocument.fixtures().stream(), OthersDocument.ofVirtInstall().stream())
                .toList();
        takenByLibvirt = taken().filter(OthersDocumentsTest::isTakenByLibvirt).toList();
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    static Stream<OthersDocument> taken() {
        return documents.stream().filter(document -> refusal(document).isEmpty());
    }

    static Stream<OthersDocument> refused() {
        return documents.stream().filter(document -> refusal(document).isPresent());
    }

    static List<OthersDocument> takenByLibvirt() {
        return takenByLibvirt;
    }

    @ParameterizedTest
    @MethodSource("taken")
    void detachingGivesWhatCameIn(OthersDocument document) {
        String before = canonical(document.xml());
        for (Platform platform : List.of(Platform.ANY, NATIVE_NVME)) {
            for (List<ZonedDevice> devices : eachAndAll(document)) {
                String attached = attach(document, document.xml(), devices, platform);

                String again = attach(document, attached, devices, platform);
                assertEquals(attached, again, () -> document + " twice with " + names(devices));
                String after = canonical(VirtZoned.detachFrom(attached, names(devices)));
                assertEquals(before, after, () -> document + " after " + names(devices));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("takenByLibvirt")
    void whatIsValidStaysValid(OthersDocument document) {
        for (List<ZonedDevice> devices : oneAndAll(document)) {
            List<String> errors = schema.errors(attach(document, document.xml(), devices, Platform.ANY));

            assertEquals(List.of(), errors, () -> document + " with " + names(devices));
        }
    }

    /** Neither in a document as it was made, nor in one that libvirt has filled in. */
    @ParameterizedTest
    @MethodSource("takenByLibvirt")
    void nothingIsLeftInLibvirt(OthersDocument document) {
        // Twice: what libvirt adds to a document is in another place when it reads it again.
        String before = driver.define(driver.define(document.xml()));
        for (List<ZonedDevice> devices : oneAndAll(document)) {
            assertNothingLeft(document, before, document.xml(), devices);
            assertNothingLeft(document, before, before, devices);
        }
    }

    @Test
    void libvirtTakesMost() {
        long all = taken().count();
        assertTrue(takenByLibvirt.size() > all * 0.8, () -> "it takes " + takenByLibvirt.size() + " of " + all);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatCannotHaveThemIsRefused(OthersDocument document) {
        for (ZonedDevice device : DEVICES) {
            VirtZonedException refusal = assertThrows(
                    VirtZonedException.class,
                    () -> VirtZoned.attachTo(document.xml(), List.of(device), Platform.ANY),
                    () -> document + " with " + device.name());

            assertTrue(refusal.getMessage().endsWith(refusal(document).orElseThrow()), refusal::getMessage);
        }
    }

    private static boolean isTakenByLibvirt(OthersDocument document) {
        try {
            driver.define(document.xml());
            return schema.errors(document.xml()).isEmpty();
        } catch (VirtZonedException e) {
            return false;
        }
    }

    private static void assertNothingLeft(
            OthersDocument document, String before, String xml, List<ZonedDevice> devices) {
        String defined = driver.define(attach(document, xml, devices, Platform.ANY));

        String after = driver.define(VirtZoned.detachFrom(defined, names(devices)));
        assertEquals(before, after, () -> document + " after " + names(devices));
    }

    /** @param document what the failure names */
    private static String attach(OthersDocument document, String xml, List<ZonedDevice> devices, Platform platform) {
        return assertDoesNotThrow(
                () -> VirtZoned.attachTo(xml, devices, platform), () -> document + " with " + names(devices));
    }

    /** Canonical XML has no relative namespaces. */
    private static String canonical(String xml) {
        return CanonicalXml.of(RELATIVE_NAMESPACE.matcher(xml).replaceAll("$1urn:$2"));
    }

    private static List<List<ZonedDevice>> eachAndAll(OthersDocument document) {
        List<ZonedDevice> devices = devicesFor(document);
        return Stream.concat(devices.stream().map(List::of), Stream.of(devices)).toList();
    }

    /** The one goes round: with each of them libvirt would take minutes. */
    private static List<List<ZonedDevice>> oneAndAll(OthersDocument document) {
        List<ZonedDevice> devices = devicesFor(document);
        return List.of(List.of(devices.get(documents.indexOf(document) % devices.size())), devices);
    }

    private static List<ZonedDevice> devicesFor(OthersDocument document) {
        boolean kvm = first(TYPE, document).equals("kvm");
        boolean scsi = HAS_SCSI.matcher(document.xml()).find();
        boolean uuid = document.xml().contains("<uuid>");
        boolean nvme = !first(MACHINE, document).equals(S390X);
        return DEVICES.stream()
                .filter(device -> kvm || device.way() != Way.VHOST_SCSI)
                .filter(device -> nvme || device.way() != Way.NVME_ZNS)
                .filter(device -> !scsi || !device.equals(GENERIC))
                .filter(device -> uuid || !BY_LIO.contains(device))
                .toList();
    }

    private static List<String> names(List<ZonedDevice> devices) {
        return devices.stream().map(device -> device.name().text()).toList();
    }

    /** How attaching ends, where the domain cannot have the devices. */
    private static Optional<String> refusal(OthersDocument document) {
        String type = first(TYPE, document);
        if (!List.of("kvm", "qemu").contains(type)) {
            return Optional.of("its type is '" + type + "', expected one of QEMU's: 'kvm', 'qemu' or 'hvf'.");
        }
        String machine = first(MACHINE, document);
        return MACHINES_WITHOUT_PCI.contains(machine)
                ? Optional.of("its machine '" + machine + "' has no PCI bus.")
                : Optional.empty();
    }

    private static String first(Pattern pattern, OthersDocument document) {
        Matcher matcher = pattern.matcher(document.xml());
        return matcher.find() ? matcher.group(1) : "";
    }
}
