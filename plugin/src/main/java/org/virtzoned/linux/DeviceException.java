package org.virtzoned.linux;

import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.VirtZonedException;

/** A device that the kernel did not let be read. */
public final class DeviceException extends VirtZonedException {
    private static final long serialVersionUID = 1L;

    private DeviceException(String message, String remedy) {
        super(ErrorCode.HOST, message, remedy);
    }

    /**
     * A system call on a device failed.
     *
     * @param where how far its zones were read, to be read after the reason; empty at the beginning
     */
    static DeviceException of(String act, String device, Errno errno, String where) {
        String reason = errno.isGone() ? "the device is gone" : errno.words();
        return new DeviceException(
                "Cannot " + act + " " + device + ": " + reason + where + ".", remedy(errno, !where.isEmpty()));
    }

    private static String remedy(Errno errno, boolean midway) {
        if (errno.isPermission()) {
            return "Run it as root.";
        }
        if (errno.isGone()) {
            return "Is it plugged in?";
        }
        if (errno.isUnknownRequest() && !midway) {
            return "'lsblk -z' shows which disks of this host are zoned.";
        }
        return "'dmesg' has what the kernel found.";
    }
}
