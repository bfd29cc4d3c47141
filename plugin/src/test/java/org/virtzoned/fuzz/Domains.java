package org.virtzoned.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.virtzoned.VirtZoned;
import org.virtzoned.device.Way;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.domainxml.Platform;
import org.virtzoned.domainxml.Version;
import org.virtzoned.error.VirtZonedException;

/** Domains and devices that inputs are tried with, and what must hold of any domain. */
final class Domains {
    /** A document that all ways can be attached to. */
    static final String PLAIN = """
            <domain type='kvm'>
              <name>fuzz</name>
              <uuid>6e0ab8a0-5e23-4c6e-8d3a-1c7f6a0f0a11</uuid>
              <os>
                <type arch='x86_64' machine='q35'>hvm</type>
              </os>
            </domain>
            """;

    /** The same with devices of all ways. */
    static final String WITH_ALL_WAYS = read("all-ways-q35.out.xml");

    /** A QEMU and a libvirt that have everything. */
    static final Platform NEWEST = Platform.of(Version.of(11, 1), Version.of(12, 8));

    /** A device of each way, and with each backstore. */
    static final List<ZonedDevice> DEVICES = List.of(
            VirtZoned.device(Way.VIRTIO_SCSI, "/dev/disk/by-id/wwn-0x5000c500a1b2c3d4,name=fuzz0"),
            VirtZoned.device(Way.VIRTIO_SCSI, "zbc:fuzz1,name=fuzz1,size=1G,zone-size=16M"),
            VirtZoned.device(Way.VHOST_SCSI, "/dev/disk/by-id/wwn-0x5000c500a1b2c3d5,name=fuzz2"),
            VirtZoned.device(Way.VHOST_SCSI, "zbc:fuzz3,name=fuzz3,size=1G,zone-size=16M"),
            VirtZoned.device(Way.NVME_ZNS, "fuzz4,name=fuzz4,size=1G,zone-size=16M"),
            VirtZoned.device(Way.VIRTIO_BLK, "/dev/nullb7,name=fuzz5"));

    private Domains() {}

    /** Loads the classes that inputs run through. */
    static void warmUp() {
        for (Platform platform : List.of(Platform.ANY, NEWEST)) {
            DomainDocument domain = DomainDocument.parse(PLAIN);
            domain.attach(DEVICES, platform);
            ask(domain);
            detachAll(domain.toXml().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The platform that an input is tried with: another one for each would take twice the time. */
    static Platform platform(byte[] input) {
        return Arrays.hashCode(input) % 2 == 0 ? Platform.ANY : NEWEST;
    }

    /** Asks a document all that it can be asked. */
    static void ask(DomainDocument domain) {
        attempt(domain::name);
        attempt(domain::uuid);
        attempt(domain::type);
        attempt(domain::namedSources);
        attempt(domain::hostReferences);
        attempt(domain::incompleteDevices);
        attempt(domain::changedDevices);
        attempt(domain::record);
        attempt(domain::aliases);
        attempt(domain::dacLabel);
        attempt(domain::agentChannel);
        attempt(domain::emulator);
        attempt(domain::isClone);
        attempt(domain::devices)
                .ifPresent(devices -> devices.forEach(device -> attempt(() -> domain.pciRoute(device))));
    }

    /** Detaches everything: then nothing is recorded, and what is written can be read. */
    static void detachAll(byte[] xml) {
        DomainDocument domain = DomainDocument.parse(xml);
        domain.detachAll();
        DomainDocument read = DomainDocument.parse(domain.toXml());
        attempt(read::devices).ifPresent(devices -> requireEqual(List.of(), devices));
    }

    /** Changes a document, or is refused; what is written of it records the same devices. */
    static void change(byte[] xml, Consumer<DomainDocument> change) {
        DomainDocument domain = DomainDocument.parse(xml);
        try {
            change.accept(domain);
        } catch (VirtZonedException e) {
            return;
        }
        requireEqual(domain.devices(), DomainDocument.parse(domain.toXml()).devices());
    }

    /** Whether a document has anything that looks like ours: detaching may take it, too. */
    static boolean hasOurs(String xml) {
        return xml.contains("zoned");
    }

    /** What an action returns; empty where it refuses. */
    static <T> Optional<T> attempt(Supplier<T> action) {
        try {
            return Optional.of(action.get());
        } catch (VirtZonedException e) {
            return Optional.empty();
        }
    }

    static void requireEqual(Object expected, Object found) {
        if (!expected.equals(found)) {
            throw new AssertionError("expected:\n" + expected + "\nfound:\n" + found);
        }
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of("src/test/resources/golden", file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
