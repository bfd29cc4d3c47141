/** The command line: one class a command. Commands translate, the library decides. */
package org.virtzoned.cli;
