package org.virtzoned.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.virtzoned.VirtZoned;
import org.virtzoned.device.Way;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.domainxml.Platform;
import org.virtzoned.error.VirtZonedException;
import org.virtzoned.libvirt.LibvirtConnection;

/**
 * Documents as virt-install, cloud tools and desktops write them, with devices of each way, before libvirt's QEMU driver: it
 * gives addresses and controllers to what has none, and has rules that its test driver has not.
 */
@ExtendWith(LibvirtExtension.class)
class OthersDocumentsIT {
    private static final Path PLUGIN = Needs.project().resolve("plugin/src/test");
    private static final UUID ANY_UUID = UUID.fromString("33333333-9999-4444-8888-777777777777");

    /** vhost-scsi takes KVM, which need not be here. */
    private static final List<ZonedDevice> DEVICES = List.of(
            VirtZoned.device(Way.VIRTIO_SCSI, "/dev/disk/by-id/wwn-0x5000c500a1b2c3d4,name=lun"),
            VirtZoned.device(Way.VIRTIO_SCSI, "zbc:/srv/a.zbc,name=emulated,size=1G,zone-size=64M"),
            VirtZoned.device(Way.NVME_ZNS, "/srv/z.raw,name=zns,size=1G,zone-size=16M,zone-capacity=12M"),
            VirtZoned.device(Way.VIRTIO_BLK, "/dev/disk/by-id/wwn-0x5000c500a1b2c3d7,name=blk"));

    private static final List<String> NAMES =
            DEVICES.stream().map(device -> device.name().text()).toList();

    private final PrivateLibvirt libvirt;

    @TempDir
    private Path folder;

    OthersDocumentsIT(PrivateLibvirt libvirt) {
        this.libvirt = libvirt;
    }

    @TestFactory
    Stream<DynamicTest> takenAndGivenBack() throws IOException, InterruptedException {
        List<Document> documents = documents();
        LibvirtConnection connection = LibvirtConnection.open(Optional.of(libvirt.uriFromOutside()));
        List<Taken> taken = documents.stream()
                .flatMap(document -> Taken.of(document, connection).stream())
                .toList();
        DynamicTest most = dynamicTest(
                "of most documents",
                () -> assertTrue(taken.size() > 250, () -> taken.size() + " of " + documents.size() + " are taken"));
        return Stream.concat(
                        Stream.of(most),
                        taken.stream()
                                .map(document -> dynamicTest(
                                        document.name(), () -> assertTakenAndGivenBack(document, connection))))
                .onClose(connection::close);
    }

    /** As it was written it is taken with devices; as libvirt filled it in, it is what it was when they have gone. */
    private static void assertTakenAndGivenBack(Taken document, LibvirtConnection connection) {
        define(VirtZoned.attachTo(document.xml(), DEVICES, Platform.ANY), connection);

        // Once more: what libvirt adds to a document is in another place when it reads it again.
        String before = define(document.filledIn(), connection);
        String attached = define(VirtZoned.attachTo(before, DEVICES, Platform.ANY), connection);
        assertEquals(before, define(VirtZoned.detachFrom(attached, NAMES), connection), document.name());
    }

    /** As libvirt prints it; it is undefined again. */
    private static String define(String xml, LibvirtConnection connection) {
        DomainDocument domain = DomainDocument.parse(xml);
        connection.define(domain.name(), xml);
        String printed = connection.domain(domain.name()).xml();
        connection.undefine(domain.name(), domain.uuid().orElseThrow());
        return printed;
    }

    private List<Document> documents() throws IOException, InterruptedException {
        Process program = new ProcessBuilder(
                        "/usr/bin/python3",
                        "-B",
                        PLUGIN.resolve("virt-install/documents.py").toString(),
                        PLUGIN.resolve("resources/golden/domains/q35.xml").toString(),
                        folder.toString())
                .redirectOutput(Redirect.INHERIT)
                .redirectError(Redirect.INHERIT)
                .start();
        assertEquals(0, program.waitFor(), "documents.py failed");
        return Stream.of(PLUGIN.resolve("resources/others"), folder)
                .flatMap(OthersDocumentsIT::files)
                .map(Document::read)
                .filter(Document::hasPci)
                .toList();
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A document that libvirt takes, and how it prints it. */
    private record Taken(String name, String xml, String filledIn) {
        static Optional<Taken> of(Document document, LibvirtConnection connection) {
            try {
                return Optional.of(new Taken(document.name(), document.xml(), define(document.xml(), connection)));
            } catch (VirtZonedException e) {
                return Optional.empty();
            }
        }
    }

    private record Document(String name, String xml) {
        /** For the QEMU that is here, which need not have KVM. */
        static Document read(Path file) {
            try {
                DomainDocument domain = DomainDocument.parse(Files.readString(file)
                        .replaceFirst("(<domain[^>]* type=[\"'])kvm", "$1qemu")
                        .replaceFirst("<emulator>.*?</emulator>", ""));
                if (domain.uuid().isEmpty()) {
                    domain.assignUuid(ANY_UUID);
                }
                return new Document(file.getFileName().toString(), domain.toXml());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        boolean hasPci() {
            return !name.contains("isapc_") && !name.contains("microvm_");
        }
    }
}
