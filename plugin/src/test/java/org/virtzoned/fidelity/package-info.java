/** Attaching and detaching tried on generated documents: all that libvirt's schema takes, spelled in every way. */
package org.virtzoned.fidelity;
