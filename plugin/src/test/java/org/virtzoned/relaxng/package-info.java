/** A RELAX NG schema read as a generator: it makes documents that it takes itself. */
package org.virtzoned.relaxng;
