package org.virtzoned.guest;

import java.util.Optional;
import org.virtzoned.domainxml.ChannelAddress;
import org.virtzoned.domainxml.PciRoute;

/** What a guest's disk is told from its others by. */
public sealed interface DiskIdentifier {
    /** Whether a disk of the guest is the one. */
    boolean isOf(GuestDisk disk);

    /** What it is, to be read after "with". */
    String description();

    /**
     * The World Wide Name of a SCSI disk.
     *
     * @param wwid as the kernel has it: {@code naa.} and hex digits, or another designator
     */
    record Wwn(String wwid) implements DiskIdentifier {
        /** Of the form in which host disks are recorded: hex digits after {@code 0x}, or as the kernel has it. */
        public static Wwn recorded(String wwn) {
            return new Wwn(wwn.startsWith("0x") ? "naa." + wwn.substring(2) : wwn);
        }

        @Override
        public boolean isOf(GuestDisk disk) {
            return disk.isScsi() && disk.wwid().equals(Optional.of(wwid));
        }

        @Override
        public String description() {
            return "WWN " + wwid;
        }
    }

    /** The unit serial number of a SCSI disk. */
    record Serial(String serial) implements DiskIdentifier {
        @Override
        public boolean isOf(GuestDisk disk) {
            return disk.isScsi() && disk.serial().equals(Optional.of(serial));
        }

        @Override
        public String description() {
            return "serial number " + serial;
        }
    }

    /** A namespace of an NVMe controller, by the controller's serial number and the namespace's id. */
    record Namespace(String serial, int nsid) implements DiskIdentifier {
        @Override
        public boolean isOf(GuestDisk disk) {
            return disk.isNvme()
                    && disk.nsid().equals(Optional.of(Integer.toString(nsid)))
                    && disk.serial().equals(Optional.of(serial));
        }

        @Override
        public String description() {
            return "serial number " + serial + " and namespace id " + nsid;
        }
    }

    /** The place of the disk, or of its controller, on the guest's PCI buses. */
    record Route(PciRoute route) implements DiskIdentifier {
        @Override
        public boolean isOf(GuestDisk disk) {
            return disk.pciRoute().equals(Optional.of(route));
        }

        @Override
        public String description() {
            return "PCI address " + route;
        }
    }

    /** The place of the disk, or of its controller, on the guest's channel subsystem. */
    record Channel(ChannelAddress address) implements DiskIdentifier {
        @Override
        public boolean isOf(GuestDisk disk) {
            return disk.isAt(address);
        }

        @Override
        public String description() {
            return "channel address " + address;
        }
    }
}
