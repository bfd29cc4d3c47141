/** Tests of the command line and the library with a real libvirt, a real QEMU, and guests that boot. */
package org.virtzoned.it;
