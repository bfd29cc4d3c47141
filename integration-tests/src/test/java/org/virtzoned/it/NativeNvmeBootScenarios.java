package org.virtzoned.it;

import org.junit.jupiter.api.Test;

/** The same for a release whose libvirt has NVMe disks of its own. */
interface NativeNvmeBootScenarios extends NvmeBootScenarios {
    @Test
    default void aGuestHasANativeNamespaceUnasked(PrivateLibvirt libvirt) {
        NvmeBootScenarios.assertUsed(libvirt, "auto", "`<disk device='disk'>` on `nvme`, `<qemu:override>`");
    }
}
