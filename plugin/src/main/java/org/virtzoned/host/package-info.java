/** The host that virt-zoned runs on: stable names of its disks, and the backing files of emulated namespaces. */
package org.virtzoned.host;
