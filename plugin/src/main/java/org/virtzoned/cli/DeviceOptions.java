package org.virtzoned.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.virtzoned.VirtZoned;
import org.virtzoned.device.Way;
import org.virtzoned.device.ZonedDevice;
import picocli.CommandLine.Option;

/** The options that devices are given by: one for each way of attaching, and a file. */
final class DeviceOptions {
    @Option(
            names = "--devices",
            paramLabel = "FILE",
            description = "Devices in JSON, with the same words: [{\"nvme-zns\": \"/x/z.raw\", \"size\": \"1G\", …}]."
                    + " '-' is standard input.")
    private String file;

    @Option(
            names = "--virtio-scsi",
            paramLabel = "DISK[,word=value…]",
            description = {
                "A SCSI disk passed through by QEMU, or zbc:FILE for one that tcmu-runner emulates. A FILE without a folder"
                        + " is in /var/lib/libvirt/zoned, ./FILE in the working directory. Where it is absent root makes and"
                        + " formats it, or with create=yes the guest's first start does.",
                "Words: name, driver=auto|scsi-block|scsi-generic, wwn, serial, address=H:C:T:L, and of a disk that has"
                        + " neither WWN nor serial size, zone-size; max-transfer (of the host's disk); of zbc: size, zone-size,"
                        + " conventional-zones, model=host-managed|host-aware, block-size=512|4096, max-open, create,"
                        + " profile."
            })
    private List<String> virtioScsi = List.of();

    @Option(
            names = "--vhost-scsi",
            paramLabel = "DISK[,word=value…]",
            description = {
                "A SCSI disk, or zbc:FILE, behind a vhost-scsi target of the kernel's.",
                "Words: as --virtio-scsi without driver; wwpn=naa.…, target=NAME, managed=no; of the guest's controller"
                        + " (libvirt 8.5 and newer): queues, queue-size, max-transfer (at most 8M)."
            })
    private List<String> vhostScsi = List.of();

    @Option(
            names = "--nvme-zns",
            paramLabel = "FILE[,word=value…]",
            description = {
                "An NVMe Zoned Namespace that QEMU emulates on a file; one without a folder is in"
                        + " /var/lib/libvirt/zoned/nvme, or the user's own; ./FILE is in the working directory.",
                "Words: size, zone-size, zone-capacity, max-open, max-active, append-limit, max-transfer, cross-read,"
                        + " descriptor-extension, random-write-areas, random-write-area-size, random-write-flush,"
                        + " auto-transition, logical-block-size, physical-block-size, uuid, nsid, serial, name,"
                        + " controller=NAME, zoned=no, profile=NAME, rendering=auto|commandline|native, preallocate,"
                        + " reuse, pool, vol."
            })
    private List<String> nvmeZns = List.of();

    @Option(
            names = "--virtio-blk",
            paramLabel = "DISK[,word=value…]",
            description = {
                "Any zoned block device of the host, as a virtio disk (QEMU 8.1 and newer).",
                "Words: name, wwn, serial, size, zone-size."
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
            Function<String, List<ZonedDevice>> jsonReader,
            BiFunction<Way, String, ZonedDevice> optionReader) {
        List<ZonedDevice> devices = new ArrayList<>();
        if (file != null) {
            devices.addAll(jsonReader.apply(readFile(program)));
        }
        virtioScsi.forEach(words -> devices.add(optionReader.apply(Way.VIRTIO_SCSI, words)));
        vhostScsi.forEach(words -> devices.add(optionReader.apply(Way.VHOST_SCSI, words)));
        nvmeZns.forEach(words -> devices.add(optionReader.apply(Way.NVME_ZNS, words)));
        virtioBlk.forEach(words -> devices.add(optionReader.apply(Way.VIRTIO_BLK, words)));
        return devices;
    }

    boolean readsStandardInput() {
        return "-".equals(file);
    }

    private String readFile(VirtZonedCommand program) {
        if (readsStandardInput()) {
            return InputText.decode(program.readStandardInput(), VirtZonedCommand.STANDARD_INPUT);
        }
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return InputText.decode(InputText.read(in, file), file);
        } catch (IOException | InvalidPathException e) {
            throw InputText.unreadable(file, e);
        }
    }
}
