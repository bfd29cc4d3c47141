package org.virtzoned.it.guest;

/**
 * What a guest left in a zoned disk for a later start to find, and what an earlier one had left there.
 *
 * @param zoneStartSectors512 the first sequential zone, which it wrote a block to, at its write pointer
 * @param found the first block of that zone, as it was before; null when the zone was empty
 * @param text what it wrote
 * @param finishedZoneStartSectors512 the next sequential zone, which it finished
 */
public record GuestMark(
        String node,
        long zoneStartSectors512,
        String found,
        String text,
        String write,
        String writeError,
        String finish,
        String finishError,
        long finishedZoneStartSectors512) {}
