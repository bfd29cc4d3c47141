/** XML of strangers, read without surprises and written back as it was: parsing, serialising, white space. */
package org.virtzoned.xml;
