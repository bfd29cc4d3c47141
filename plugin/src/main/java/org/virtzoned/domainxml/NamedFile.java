package org.virtzoned.domainxml;

/**
 * A file of the host that a domain cannot start without.
 *
 * @param use what it is to the domain, such as {@code kernel}
 * @param path its path, as the domain has it
 */
public record NamedFile(String use, String path) {}
