package org.virtzoned.relaxng;

/** How many of something that may be left out there are in a generated document. */
@FunctionalInterface
public interface Growth {
    /**
     * A number of repetitions.
     *
     * @param least 0 or 1
     * @param many whether there may be more than one
     * @param parent the name of the element that they are in
     * @param depth how many elements that is in
     */
    int count(int least, boolean many, String parent, int depth, Choices choices);
}
