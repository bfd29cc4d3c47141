package org.virtzoned.domainxml;

import org.virtzoned.device.ZonedDevice;

/**
 * What became of a request.
 *
 * @param device the device with all that follows from its domain
 * @param added whether it was added; false where the very same was there
 */
public record Attachment(ZonedDevice device, boolean added) {}
