package org.virtzoned.device;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The format of the file behind an emulated namespace. */
public enum ImageFormat {
    /** The file holds the namespace's bytes as they are. */
    RAW("raw"),
    /** QEMU's own format (docs/interop/qcow2 in its source). */
    QCOW2("qcow2");

    /** Endings by which qemu-img, virt-install and others name files of formats that no namespace can be on. */
    private static final List<String> ENDINGS_OF_OTHERS =
            List.of(".qcow", ".qed", ".vmdk", ".vdi", ".vhd", ".vhdx", ".vpc", ".luks", ".hdd");

    private final String word;

    ImageFormat(String word) {
        this.word = word;
    }

    static Optional<ImageFormat> of(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word.equals(word))
                .findFirst();
    }

    /**
     * The format of a file that is asked for without {@code format=}, by the ending of its name.
     *
     * @return empty where the name is that of a format which no namespace can be on
     */
    static Optional<ImageFormat> ofName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".qcow2")) {
            return Optional.of(QCOW2);
        }
        return ENDINGS_OF_OTHERS.stream().anyMatch(lower::endsWith) ? Optional.empty() : Optional.of(RAW);
    }

    @Override
    public String toString() {
        return word;
    }
}
