/**
 * What users ask for: zoned devices as values that are valid from construction, and their words in options, JSON and
 * metadata.
 */
package org.virtzoned.device;
