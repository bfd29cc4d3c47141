package org.virtzoned;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.virtzoned.domainxml.Platform;
import org.virtzoned.libvirt.Capabilities;
import org.virtzoned.libvirt.DomainCapabilities;
import org.virtzoned.libvirt.LibvirtConnection;

/**
 * What a libvirt says of itself and of its host.
 *
 * @param platform of QEMU's version it is empty where the guests are not QEMU's
 * @param local whether guests are on this very host
 * @param systemHook whether this host's hook is run for them
 * @param session whether guests run as the user who asks
 * @param kvm whether it offers KVM
 * @param emulator QEMU's program, where it says it
 * @param diskBuses what disks of guests can be on, where it says it
 * @param appArmor whether AppArmor confines guests
 * @param seLinux whether SELinux does
 */
record LibvirtFacts(
        String uri,
        Platform platform,
        boolean local,
        boolean systemHook,
        boolean session,
        boolean kvm,
        Optional<Path> emulator,
        Set<String> diskBuses,
        boolean appArmor,
        boolean seLinux) {
    LibvirtFacts {
        diskBuses = Set.copyOf(diskBuses);
    }

    static LibvirtFacts of(LibvirtConnection connection) {
        Capabilities capabilities = connection.capabilities();
        Optional<DomainCapabilities> domains = connection.domainCapabilities();
        return new LibvirtFacts(
                connection.uri(),
                connection.platform(),
                connection.isLocal(),
                connection.isLocalSystem(),
                connection.isSession(),
                capabilities.hasKvm(),
                domains.flatMap(DomainCapabilities::emulator),
                domains.map(DomainCapabilities::diskBuses).orElse(Set.of()),
                capabilities.hasAppArmor(),
                capabilities.hasSeLinux());
    }

    boolean isQemus() {
        return platform.qemu().isPresent();
    }
}
