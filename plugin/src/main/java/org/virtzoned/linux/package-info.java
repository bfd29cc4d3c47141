/** What the Linux kernel is asked by system calls of its own, for which Java has none: a terminal's size, zones. */
package org.virtzoned.linux;
