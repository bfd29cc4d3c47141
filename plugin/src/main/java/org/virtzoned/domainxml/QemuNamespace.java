package org.virtzoned.domainxml;

/** libvirt's namespace for what it hands to QEMU as it is. */
final class QemuNamespace {
    static final String URI = "http://libvirt.org/schemas/domain/qemu/1.0";

    private QemuNamespace() {}
}
