package org.virtzoned;

import java.util.Optional;
import org.virtzoned.libvirt.LibvirtConnection;

/** Where the backing files of emulated devices are that are given as bare names. */
final class BackingFolders {
    /** Of emulated ZBC disks: those that the confinement rules open to all guests are not among them. */
    static final String ZBC = "/var/lib/libvirt/zoned";

    /** Of namespaces, for guests of the system's: the folder that the confinement rules open to them. */
    static final String SYSTEM = "/var/lib/libvirt/zoned/nvme";

    private BackingFolders() {}

    /** For guests of the user's own: in the user's data folder (XDG Base Directory Specification). */
    static String of(LibvirtConnection connection) {
        if (!connection.isSession()) {
            return SYSTEM;
        }
        String data = Optional.ofNullable(System.getenv("XDG_DATA_HOME"))
                .filter(text -> text.startsWith("/"))
                .orElseGet(() -> System.getProperty("user.home") + "/.local/share");
        return data + "/virt-zoned/nvme";
    }
}
