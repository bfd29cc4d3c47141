/** What libvirt itself says of a document: its schema, its test driver; and when two documents are the same. */
package org.virtzoned.conformance;
