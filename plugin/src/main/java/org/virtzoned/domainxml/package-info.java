/**
 * Domain documents: zoned devices added to and taken from a user's own XML, and nothing else changed in it.
 *
 * <p>A device is resolved for its domain ({@link org.virtzoned.domainxml.DeviceIdentifiers}), checked against what is there
 * ({@link org.virtzoned.domainxml.Conflicts}), rendered by its way's {@link org.virtzoned.domainxml.DeviceRenderer},
 * and its fragments are put into the tree.
 */
package org.virtzoned.domainxml;
