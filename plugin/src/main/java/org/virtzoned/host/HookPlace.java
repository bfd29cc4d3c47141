package org.virtzoned.host;

/** Where libvirt looks for a hook of QEMU's domains. */
public enum HookPlace {
    /** One script of several, each in a file of its own: from libvirt 6.5 on. */
    AMONG_OTHERS("etc/libvirt/hooks/qemu.d/virt-zoned"),
    /** The one script that there is: before. */
    ALONE("etc/libvirt/hooks/qemu");

    private final String path;

    HookPlace(String path) {
        this.path = path;
    }

    /** The script's path, from the root on. */
    String path() {
        return path;
    }
}
