package org.virtzoned.domainxml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.virtzoned.conformance.CanonicalXml;
import org.virtzoned.device.NvmeRendering;
import org.virtzoned.device.NvmeZnsDevice;
import org.virtzoned.device.Way;
import org.virtzoned.device.ZonedDevice;

/** Namespaces moved from QEMU's command line to libvirt's own disks. */
class NativeNvmeMoveTest {
    private static final Platform OLD = Platform.of(Version.of(10, 0), Version.of(11, 3));
    private static final Platform NEW = Platform.of(Version.of(11, 1), Version.of(12, 8));

    private static final ZonedDevice DISK =
            TestDevices.device(Way.VIRTIO_SCSI, "/dev/disk/by-id/wwn-0x5000c500a1b2c3d4");
    private static final ZonedDevice ONE = TestDevices.device(
            Way.NVME_ZNS, "/srv/one.raw,name=one,size=64M,zone-size=4M,serial=ONE,append-limit=128K");
    private static final ZonedDevice LAST =
            TestDevices.device(Way.VHOST_SCSI, "/dev/disk/by-id/wwn-0x5000c500a1b2c3d5");
    private static final ZonedDevice FIRST_OF_TWO =
            TestDevices.device(Way.NVME_ZNS, "/srv/a.raw,size=64M,zone-size=4M,name=a,controller=two,nsid=7");
    private static final ZonedDevice SECOND_OF_TWO =
            TestDevices.device(Way.NVME_ZNS, "/srv/b.raw,size=64M,zoned=no,name=b,controller=two");

    @Test
    void areTheSameToTheGuest() {
        DomainDocument domain = attached("q35", OLD);
        List<ZonedDevice> before = domain.devices();

        List<Attachment> attachments = domain.toNativeNvme(NEW);

        assertEquals(3, attachments.size());
        assertTrue(attachments.stream().allMatch(Attachment::added));
        assertEquals(before.stream().map(NativeNvmeMoveTest::nativeForm).toList(), domain.devices());
        assertEquals(List.of(), domain.incompleteDevices());
        assertFalse(domain.toXml().contains("qemu:commandline"), domain.toXml());
    }

    /** What the guest names by its place, network interfaces too, has the same name. */
    @Test
    void areInTheSamePlaces() {
        DomainDocument domain = attached("q35", OLD);
        String before = domain.toXml();
        assertTrue(before.contains("bus=pcie.0,addr=0x18.1"), before);
        assertTrue(before.contains("bus=pcie.0,addr=0x18.2"), before);

        domain.toNativeNvme(NEW);

        assertEquals(
                List.of(List.of("18.1", "00.0"), List.of("18.2", "00.0")),
                List.of("one", "a").stream().map(name -> route(domain, name)).toList());
    }

    @Test
    void areInTheSamePlacesOfAPciMachine() {
        DomainDocument domain = attached("pc", OLD);
        String before = domain.toXml();
        assertTrue(before.contains("bus=pci.0,addr=0x1c.1"), before);
        assertTrue(before.contains("bus=pci.0,addr=0x1c.2"), before);

        domain.toNativeNvme(NEW);

        assertEquals(
                List.of(List.of("1c.1"), List.of("1c.2")),
                List.of("one", "a").stream().map(name -> route(domain, name)).toList());
    }

    @Test
    void leaveNothingBehindWhenTheyGo() {
        DomainDocument domain = attached("q35", OLD);

        domain.toNativeNvme(NEW);
        domain.detachAll();

        assertEquals(CanonicalXml.of(document("q35")), CanonicalXml.of(domain.toXml()));
    }

    @Test
    void areNotMovedTwice() {
        DomainDocument domain = attached("q35", OLD);
        domain.toNativeNvme(NEW);
        String once = domain.toXml();

        assertEquals(List.of(), domain.toNativeNvme(NEW));
        assertEquals(once, domain.toXml());
    }

    @Test
    void takeALibvirtThatHasThem() {
        AttachException old =
                assertThrows(AttachException.class, () -> attached("q35", OLD).toNativeNvme(OLD));
        AttachException lacking = assertThrows(AttachException.class, () -> attached("q35", OLD)
                .toNativeNvme(NEW.without(PlatformFeature.NATIVE_NVME)));

        assertEquals(
                "Cannot move the NVMe namespaces of domain 'old' to disks of libvirt's own: libvirt is 11.3, expected 11.5 or"
                        + " newer.",
                old.getMessage());
        assertEquals(
                "Cannot move the NVMe namespaces of domain 'old' to disks of libvirt's own: libvirt is 12.8, but does not offer"
                        + " it here, expected a QEMU built with it.",
                lacking.getMessage());
        assertEquals(
                "They work on QEMU's command line, too. Try again after an upgrade of libvirt and QEMU.",
                old.remedy().orElseThrow());
    }

    private static List<String> route(DomainDocument domain, String name) {
        NvmeZnsDevice namespace = (NvmeZnsDevice) domain.device(name);
        return PciRoutes.of(domain, Alias.controller(namespace.controller().name()))
                .orElseThrow()
                .functions();
    }

    private static ZonedDevice nativeForm(ZonedDevice device) {
        return device instanceof NvmeZnsDevice namespace ? namespace.in(NvmeRendering.NATIVE) : device;
    }

    private static DomainDocument attached(String machine, Platform platform) {
        DomainDocument domain = DomainDocument.parse(document(machine));
        domain.attach(List.of(DISK, ONE, FIRST_OF_TWO, SECOND_OF_TWO, LAST), platform);
        return domain;
    }

    private static String document(String machine) {
        return TestDevices.document("old", machine, "<emulator>/usr/bin/qemu-system-x86_64</emulator>");
    }
}
