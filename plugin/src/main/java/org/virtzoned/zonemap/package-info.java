/** A device's zones as people and programs look at them: a summary, a map in the terminal, a table, a picture, JSON. */
package org.virtzoned.zonemap;
