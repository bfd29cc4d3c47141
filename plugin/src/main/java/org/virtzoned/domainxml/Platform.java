package org.virtzoned.domainxml;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a device is rendered for.
 *
 * @param qemu QEMU's version; absent: the form that every version takes
 * @param libvirt libvirt's version; absent likewise
 * @param absent what it was found not to have, whatever the versions say
 */
public record Platform(Optional<Version> qemu, Optional<Version> libvirt, Set<PlatformFeature> absent) {
    /** Nothing is known: the form that every version takes. */
    public static final Platform ANY = new Platform(Optional.empty(), Optional.empty());

    public Platform {
        absent = Set.copyOf(absent);
    }

    /** A platform that is known by its versions alone. */
    public Platform(Optional<Version> qemu, Optional<Version> libvirt) {
        this(qemu, libvirt, Set.of());
    }

    public static Platform of(Version qemu, Version libvirt) {
        return new Platform(Optional.of(qemu), Optional.of(libvirt));
    }

    /** The same, found not to have something: builds leave out what their version has. */
    public Platform without(PlatformFeature feature) {
        EnumSet<PlatformFeature> features = EnumSet.of(feature);
        features.addAll(absent);
        return new Platform(qemu, libvirt, features);
    }

    /** Whether it is known to have a feature. */
    public boolean has(PlatformFeature feature) {
        return feature.component().version(this).isPresent() && !lacks(feature);
    }

    /** Whether it is known not to have a feature. */
    public boolean lacks(PlatformFeature feature) {
        return absent.contains(feature) || isOlder(feature);
    }

    /** What there is in the place of a feature that it lacks, for people: {@code QEMU is 5.2, expected 6.0 or newer}. */
    public String lack(PlatformFeature feature) {
        String version = feature.component()
                .version(this)
                .map(found -> feature.component() + " is " + found)
                .orElseGet(() -> feature.component() + "'s version is not known");
        return isOlder(feature)
                ? version + ", expected " + feature.first() + " or newer"
                : version + ", but does not offer it here, expected a QEMU built with it";
    }

    private boolean isOlder(PlatformFeature feature) {
        return feature.component()
                .version(this)
                .filter(version -> version.compareTo(feature.first()) < 0)
                .isPresent();
    }
}
