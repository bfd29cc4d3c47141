/** How virt-zoned refuses: one unchecked exception, with a code that sets the exit status, and a remedy. */
package org.virtzoned.error;
