/** The zones of a device as it reports them: values, whoever read them. */
package org.virtzoned.zone;
