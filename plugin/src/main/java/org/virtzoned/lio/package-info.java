/** LIO's objects on this host: made, checked and shown by the program {@code virt-zoned-lio}, which this runs. */
package org.virtzoned.lio;
