package org.virtzoned.host;

import java.util.Optional;
import org.virtzoned.device.ScsiAddress;
import org.virtzoned.device.SourcePath;

/**
 * What a block device is called; it has one of the first three at least.
 *
 * @param node its block node, {@code /dev/sda}; absent of a SCSI disk that no driver for disks has, and where it is not
 *     known
 * @param genericNode its SCSI generic node, {@code /dev/sg1}
 * @param address its SCSI address, H:C:T:L
 * @param stableName its name that is the same after a reboot: a link in {@code /dev/disk/by-id}, or {@code /dev/mapper}
 */
public record BlockDeviceNames(
        Optional<SourcePath> node,
        Optional<SourcePath> genericNode,
        Optional<ScsiAddress> address,
        Optional<SourcePath> stableName) {
    public BlockDeviceNames {
        if (node.isEmpty() && genericNode.isEmpty() && address.isEmpty()) {
            throw new IllegalArgumentException("A block device has a node or a SCSI address, expected one.");
        }
    }

    /** The one that it is told by: its block node, or else its SCSI generic node, or its address. */
    public String first() {
        return node.or(() -> genericNode).map(SourcePath::text).orElseGet(() -> address.orElseThrow()
                .toString());
    }
}
