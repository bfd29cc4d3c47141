package org.virtzoned.device;

import java.util.Arrays;
import java.util.Optional;

/** How an NVMe namespace stands in the domain's XML. */
public enum NvmeRendering {
    /** {@link #NATIVE} where libvirt has it, else {@link #COMMAND_LINE}. */
    AUTO("auto"),
    /** {@code <qemu:commandline>}: every libvirt takes it. */
    COMMAND_LINE("commandline"),
    /** {@code <controller type='nvme'>}, {@code <disk bus='nvme'>} and {@code <qemu:override>}: libvirt 11.5 and newer. */
    NATIVE("native");

    private final String word;

    NvmeRendering(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    static Optional<NvmeRendering> of(String word) {
        return Arrays.stream(values())
                .filter(rendering -> rendering.word.equals(word))
                .findFirst();
    }

    @Override
    public String toString() {
        return word;
    }
}
