package org.virtzoned.libvirt;

import java.util.Optional;
import org.virtzoned.device.ScsiAddress;
import org.virtzoned.device.SourcePath;

/**
 * A host-managed SCSI disk, as far as libvirt's node devices tell of it.
 *
 * @param genericNode its SCSI generic node, {@code /dev/sg1}; absent where the host does not have it
 */
public record HostManagedDisk(ScsiAddress address, Optional<SourcePath> genericNode) {}
