package org.virtzoned.guest;

/**
 * Why a guest may not have a disk, or not its zones.
 *
 * @param found what is known of it
 * @param remedy what may be done about it
 */
record Explanation(String found, String remedy) {}
