/**
 * What a running guest sees of its disks and zones, as its QEMU guest agent says it. All that the agent says is the guest's
 * word: it is bounded, looked at, and never believed to be harmless.
 */
package org.virtzoned.guest;
