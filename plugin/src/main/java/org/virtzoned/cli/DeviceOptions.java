package org.virtzoned.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.virtzoned.VirtZoned;
import org.virtzoned.device.Way;
import org.virtzoned.device.ZonedDevice;
import picocli.CommandLine.Option;

/** The options that devices are given by: one for each way of attaching, and a file. */
final class DeviceOptions {
    @Option(
            names = "--devices",
            paramLabel = "FILE",
            description =
                    "Devices in JSON, with the same properties: [{\"nvme-zns\": \"/x/z.raw\", \"size\": \"1G\", …}]."
                            + " '-' is standard input.")
    private String file;

    @Option(
            names = "--virtio-scsi",
            paramLabel = "DISK[,property=value…]",
            description = {
                "A SCSI disk passed through by QEMU, or zbc:FILE for one that tcmu-runner emulates. A FILE without a folder"
                        + " is in /var/lib/libvirt/zoned, ./FILE in the working directory. Where it is absent root creates and"
                        + " formats it, or with create=yes the guest's first start does.",
                "Properties: name, driver=auto|scsi-block|scsi-generic; of a disk: wwn, serial, address=H:C:T:L,"
                        + " max-transfer, and where it has neither WWN nor serial number, size, zone-size; of zbc: size,"
                        + " zone-size, conventional-zones, model=host-managed|host-aware, block-size=512|4096, max-open,"
                        + " unit-serial=UUID, create=yes|no, profile=NAME."
            })
    private List<String> virtioScsi = List.of();

    @Option(
            names = "--vhost-scsi",
            paramLabel = "DISK[,property=value…]",
            description = {
                "A SCSI disk, or zbc:FILE, behind a vhost-scsi target of the kernel's.",
                "Properties: name, wwpn=naa.…, target=NAME, managed=yes|no; of the guest's controller (libvirt 8.5 and"
                        + " newer): queues, queue-size, max-transfer (at most 8M); of a disk: wwn, serial, size, zone-size;"
                        + " of zbc: size, zone-size, conventional-zones, model=host-managed|host-aware,"
                        + " block-size=512|4096, max-open, unit-serial=UUID, create=yes|no, profile=NAME."
            })
    private List<String> vhostScsi = List.of();

    @Option(
            names = "--nvme-zns",
            paramLabel = "FILE[,property=value…]",
            description = {
                "An NVMe Zoned Namespace that QEMU emulates on a file; one without a folder is in"
                        + " /var/lib/libvirt/zoned/nvme, or the user's own; ./FILE is in the working directory. Where it is"
                        + " absent it is created, by its name as a raw file or as a qcow2 image. Or on a block device,"
                        + " such as a logical volume /dev/VG/LV (libvirt 11.5 and newer).",
                "Properties: name, size, format=raw|qcow2, zone-size, zone-capacity, max-open, max-active, append-limit,"
                        + " max-transfer, cross-read=yes|no, descriptor-extension, random-write-areas,"
                        + " random-write-area-size, random-write-flush, auto-transition=yes|no, logical-block-size,"
                        + " physical-block-size, uuid, nsid, serial, controller=NAME, zoned=yes|no, profile=NAME,"
                        + " rendering=auto|commandline|native, preallocate=yes|no, reuse=yes|no, pool, vol."
            })
    private List<String> nvmeZns = List.of();

    @Option(
            names = "--virtio-blk",
            paramLabel = "DISK[,property=value…]",
            description = {
                "Any zoned block device of the host, as a virtio disk (QEMU 8.1 and newer).",
                "Properties: name, wwn, serial, size, zone-size."
            })
    private List<String> virtioBlk = List.of();

    boolean isEmpty() {
        return file == null && virtioScsi.isEmpty() && vhostScsi.isEmpty() && nvmeZns.isEmpty() && virtioBlk.isEmpty();
    }

    /** The devices: those of the file, then way by way. */
    List<ZonedDevice> read(VirtZonedCommand program) {
        return read(program, VirtZoned::devices, VirtZoned::device);
    }

    /** The same, with bare names of files in the connection's folder. */
    List<ZonedDevice> read(VirtZonedCommand program, VirtZoned virtZoned) {
        return read(program, virtZoned::devicesHere, virtZoned::deviceHere);
    }

    private List<ZonedDevice> read(
            VirtZonedCommand program,
            BiFunction<String, String, List<ZonedDevice>> jsonReader,
            BiFunction<Way, String, ZonedDevice> optionReader) {
        List<ZonedDevice> devices = new ArrayList<>();
        if (file != null) {
            devices.addAll(jsonReader.apply(readFile(program), fileName()));
        }
        virtioScsi.forEach(words -> devices.add(optionReader.apply(Way.VIRTIO_SCSI, words)));
        vhostScsi.forEach(words -> devices.add(optionReader.apply(Way.VHOST_SCSI, words)));
        nvmeZns.forEach(words -> devices.add(optionReader.apply(Way.NVME_ZNS, words)));
        virtioBlk.forEach(words -> devices.add(optionReader.apply(Way.VIRTIO_BLK, words)));
        return devices;
    }

    private String fileName() {
        return readsStandardInput() ? VirtZonedCommand.STANDARD_INPUT : file;
    }

    boolean readsStandardInput() {
        return "-".equals(file);
    }

    private String readFile(VirtZonedCommand program) {
        if (readsStandardInput()) {
            return InputText.decode(program.readStandardInput(), fileName());
        }
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return InputText.decode(InputText.read(in, file), file);
        } catch (IOException | InvalidPathException e) {
            throw InputText.unreadable(file, e);
        }
    }
}
