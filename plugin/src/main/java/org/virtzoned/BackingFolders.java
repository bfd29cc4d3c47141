package org.virtzoned;

import java.util.Optional;
import org.virtzoned.libvirt.LibvirtConnection;

/** Where the backing files of emulated namespaces are that are given as bare names. */
final class BackingFolders {
    /** For guests of the system's: the folder that the confinement rules open to them. */
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
