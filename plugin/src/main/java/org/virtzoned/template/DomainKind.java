package org.virtzoned.template;

import java.util.Set;

/**
 * What a template is filled in for.
 *
 * @param type the domain's type: {@code kvm}, {@code hvf} or {@code qemu}
 * @param emulatedCpu the mode of libvirt's {@code <cpu>} for a processor that QEMU emulates
 */
public record DomainKind(String type, String emulatedCpu) {
    /** Types of QEMU's that libvirt has (virDomainVirtType). */
    static final Set<String> TYPES = Set.of("kvm", "qemu", "hvf");

    /** All that QEMU can emulate: libvirt 7.1 and newer. */
    public static final String BEST_EMULATED_CPU = "maximum";

    /** The same by libvirt's own list of what this QEMU can emulate. */
    public static final String OLD_EMULATED_CPU = "host-model";

    /** Whether QEMU emulates its processors. */
    boolean isEmulated() {
        return type.equals("qemu");
    }

    DomainKind withType(String other) {
        return new DomainKind(other, emulatedCpu);
    }
}
