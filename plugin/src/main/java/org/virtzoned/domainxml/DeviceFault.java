package org.virtzoned.domainxml;

import org.virtzoned.device.ZonedDevice;

/**
 * What of a domain's document does not stand there as a zoned device's record says.
 *
 * @param description for people, without a full stop: {@code the argument 'zoned-zns0-ns' is missing}
 */
public record DeviceFault(ZonedDevice device, String description) {}
