package org.virtzoned.fidelity;

import org.virtzoned.conformance.TestDriver;
import org.virtzoned.device.NvmeRendering;
import org.virtzoned.device.NvmeZnsDevice;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.domainxml.PlatformFeature;
import org.virtzoned.domainxml.Version;

/** What the libvirt that is installed does not know yet. */
final class Installed {
    private static final boolean WITH_NVME = version().compareTo(PlatformFeature.NATIVE_NVME.first()) >= 0;

    private Installed() {}

    /** Whether the domain has devices that it does not know. */
    static boolean lacks(DomainDocument domain) {
        return !WITH_NVME
                && domain.devices().stream()
                        .anyMatch(device ->
                                device instanceof NvmeZnsDevice nvme && nvme.rendering() == NvmeRendering.NATIVE);
    }

    private static Version version() {
        try (TestDriver driver = new TestDriver()) {
            return driver.version();
        }
    }
}
