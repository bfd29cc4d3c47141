/**
 * Scenarios on a nested host: every way of attaching, with real kernels, disks, targets and confinement. {@link
 * org.virtzoned.it.nested.BookwormIT} and {@link org.virtzoned.it.nested.TrixieIT} list what runs on which release.
 */
package org.virtzoned.it.nested;
