package org.virtzoned.host;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.virtzoned.device.ScsiAddress;

/**
 * A disk as sysfs has it.
 *
 * @param name the kernel's name of its block device; empty of a SCSI disk that has none
 * @param attributes its folder, with {@code device} below it where it is on one: {@code /sys/block/NAME}, or {@code
 *     /sys/class/scsi_device/H:C:T:L}
 */
record SysfsDisk(Optional<String> name, Attributes attributes) {
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
