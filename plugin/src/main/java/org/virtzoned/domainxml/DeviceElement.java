package org.virtzoned.domainxml;

/**
 * An element of a domain's {@code <devices>} that has an alias.
 *
 * @param alias its alias
 * @param xml the element alone, as libvirt's calls for hot plug take it
 * @param controller whether other devices sit on it
 */
public record DeviceElement(String alias, String xml, boolean controller) {}
