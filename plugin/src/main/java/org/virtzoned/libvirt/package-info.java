/**
 * libvirt: the only package that knows of libvirt-java and JNA. It closes what it opens, and hands out values.
 */
package org.virtzoned.libvirt;
