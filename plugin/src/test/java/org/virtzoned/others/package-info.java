/** Domain documents as other programs write them, and what becomes of those with devices of ours. */
package org.virtzoned.others;
