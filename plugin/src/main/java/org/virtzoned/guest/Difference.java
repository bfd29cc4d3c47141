package org.virtzoned.guest;

/**
 * A property of a disk that is not in the guest what it should be.
 *
 * @param asked what was asked for, or the host's disk has; sizes with a unit
 * @param found what the guest has
 */
public record Difference(DiskProperty property, String asked, String found) {
    @Override
    public String toString() {
        return property + " is " + found + ", expected " + asked;
    }
}
