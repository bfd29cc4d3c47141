package org.virtzoned.host;

import java.util.Set;
import java.util.UUID;
import org.virtzoned.device.ScsiAddress;

/**
 * A guest that runs, and what its document names of the host's devices.
 *
 * @param paths of files and device nodes
 * @param wwpns of its vhost-scsi targets, in lower case
 * @param addresses of the SCSI disks that QEMU has by {@code scsi-generic}
 */
public record RunningGuest(String domain, UUID uuid, Set<String> paths, Set<String> wwpns, Set<ScsiAddress> addresses) {
    public RunningGuest {
        paths = Set.copyOf(paths);
        wwpns = Set.copyOf(wwpns);
        addresses = Set.copyOf(addresses);
    }

    /** Whether the document names a device as it is called here; its other names are the host's to know. */
    public boolean names(BlockDeviceNames device) {
        return device.address().filter(addresses::contains).isPresent()
                || device.node().filter(node -> paths.contains(node.text())).isPresent()
                || device.genericNode()
                        .filter(node -> paths.contains(node.text()))
                        .isPresent();
    }
}
