/** What virt-install and virt-xml write, and what becomes of it with devices of ours. */
package org.virtzoned.virtinstall;
