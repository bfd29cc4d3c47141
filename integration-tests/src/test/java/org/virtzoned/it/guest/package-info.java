/** What the test guest reports on its console: the disks that its kernel shows, and what became of writes to them. */
package org.virtzoned.it.guest;
