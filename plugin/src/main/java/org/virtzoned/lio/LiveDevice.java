package org.virtzoned.lio;

import java.util.UUID;

/**
 * A device of some domain that has something on this host.
 *
 * @param domain the domain's UUID
 * @param device the device's name in it
 * @param live whether the domain's QEMU runs
 */
public record LiveDevice(UUID domain, String device, boolean live) {}
