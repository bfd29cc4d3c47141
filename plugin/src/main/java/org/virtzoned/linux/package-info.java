/** What the Linux kernel is asked by system calls of its own, for which Java has none. */
package org.virtzoned.linux;
