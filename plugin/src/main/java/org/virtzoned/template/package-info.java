/** Domain templates and drive profiles: those that come with virt-zoned, the host's and the user's own. */
package org.virtzoned.template;
