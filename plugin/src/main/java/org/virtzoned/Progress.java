package org.virtzoned;

/** Is told what is being done, for a user who waits for it. */
@FunctionalInterface
public interface Progress {
    /** Tells nobody. */
    Progress NONE = what -> {};

    /**
     * Something begins, and what was done before is done.
     *
     * @param what a phrase such as {@code making file /x/zns0.raw of 32G}
     * @throws org.virtzoned.error.VirtZonedException to give up a change of a domain: what was done of it is taken back
     */
    void doing(String what);
}
