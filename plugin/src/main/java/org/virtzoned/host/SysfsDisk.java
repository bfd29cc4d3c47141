package org.virtzoned.host;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.virtzoned.device.ScsiAddress;
import org.virtzoned.device.SourcePath;
import org.virtzoned.device.ZoneModel;

/**
 * A disk as sysfs has it.
 *
 * @param name the kernel's name of its block device; empty of a SCSI disk that has none
 * @param attributes its folder, with {@code device} below it where it is on one: {@code /sys/block/NAME}, or {@code
 *     /sys/class/scsi_device/H:C:T:L}
 */
record SysfsDisk(Optional<String> name, Attributes attributes) {
    /** A host-managed zoned device (SPC-5, table 151: peripheral device type). */
    private static final String ZBC_TYPE = "20";

    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,6}:[0-9]{1,6}:[0-9]{1,6}:[0-9]{1,9}");

    /** The numbers of its nodes, SCSI generic among them, and of its partitions; and the partition's name, of those. */
    Map<String, Optional<String>> numbers() {
        Map<String, Optional<String>> numbers = new TreeMap<>();
        attributes.text("dev").ifPresent(number -> numbers.put(number, Optional.empty()));
        for (String generic : attributes.entries("device/scsi_generic")) {
            attributes
                    .text("device/scsi_generic/" + generic + "/dev")
                    .ifPresent(number -> numbers.put(number, Optional.empty()));
        }
        for (String partition : partitions()) {
            attributes.text(partition + "/dev").ifPresent(number -> numbers.put(number, Optional.of(partition)));
        }
        return numbers;
    }

    /** The names of its partitions. */
    List<String> partitions() {
        List<String> partitions = new ArrayList<>();
        name.ifPresent(disk -> attributes.entries("").stream()
                .filter(entry -> entry.startsWith(disk) && attributes.has(entry + "/partition"))
                .forEach(partitions::add));
        return partitions;
    }

    /** How it is zoned; empty where it is not. The hook's {@code Disk.zone_model}, in {@code virt_zoned_lio/disks.py}. */
    Optional<ZoneModel> zoneModel() {
        if (attributes.text("device/type").equals(Optional.of(ZBC_TYPE))) {
            return Optional.of(ZoneModel.HOST_MANAGED);
        }
        return attributes.text("queue/zoned").flatMap(ZoneModel::of);
    }

    /** The node of a kernel's name. */
    static SourcePath node(String name) {
        return new SourcePath("/dev/" + name.replace('!', '/'));
    }

    Optional<String> genericName() {
        return attributes.entries("device/scsi_generic").stream().findFirst();
    }

    Optional<ScsiAddress> address() {
        try {
            return Optional.of(attributes
                            .folder()
                            .resolve("device")
                            .toRealPath()
                            .getFileName()
                            .toString())
                    .filter(device -> ADDRESS.matcher(device).matches())
                    .map(ScsiAddress::parse);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
