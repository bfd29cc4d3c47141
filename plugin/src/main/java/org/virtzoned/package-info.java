/**
 * virt-zoned for Java programs: {@link org.virtzoned.VirtZoned} does all that the command line does.
 */
package org.virtzoned;
