package org.virtzoned;

import java.util.stream.Stream;
import org.virtzoned.host.HookInstallation;
import org.virtzoned.libvirt.LibvirtConnection;

/** What a user should know where zoned devices are attached, and the hook is not there. */
final class HookNotice {
    private HookNotice() {}

    /** A sentence, or none. */
    static Stream<String> of(LibvirtConnection connection) {
        return connection.isLocalSystem() && HookInstallation.isMissing()
                ? Stream.of("the hook that prepares the host isn't installed; run virt-zoned hooks install.")
                : Stream.empty();
    }
}
