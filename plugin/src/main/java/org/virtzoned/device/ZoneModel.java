package org.virtzoned.device;

import java.util.Arrays;
import java.util.Optional;

/** How a zoned device treats writes that are not at a zone's write pointer (ZBC, ZAC). */
public enum ZoneModel {
    /** It refuses them. */
    HOST_MANAGED("host-managed"),
    /** It takes them. Linux no longer supports this model from 6.9 on. */
    HOST_AWARE("host-aware");

    private final String word;

    ZoneModel(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** The model of a word, as {@code queue/zoned} in sysfs says it; empty for {@code none}. */
    public static Optional<ZoneModel> of(String word) {
        return Arrays.stream(values()).filter(model -> model.word.equals(word)).findFirst();
    }

    @Override
    public String toString() {
        return word;
    }
}
