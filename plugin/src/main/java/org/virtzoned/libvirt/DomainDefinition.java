package org.virtzoned.libvirt;

import java.util.UUID;

/**
 * A domain as libvirt has it.
 *
 * @param xml what the next start uses (the inactive document), with its passwords
 * @param active whether the guest runs
 * @param persistent whether it is defined, so that it is there after the guest stops
 */
public record DomainDefinition(String name, UUID uuid, String xml, boolean active, boolean persistent) {}
