package org.virtzoned;

import java.util.List;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.domainxml.Attachment;

/** What a change does to one of a domain's two documents: its definition, or what its guest runs with. */
interface ChangePart {
    /** The document before, in the form of {@link #after}; empty for a new domain. */
    String before();

    /** The document after. It may hold passwords. */
    String after();

    /** What becomes of each device asked for. */
    List<Attachment> attachments();

    /** The devices that go. */
    List<ZonedDevice> detached();

    /** Whether there is something to do. */
    boolean isNeeded();

    /**
     * Refuses the change where the document is another by now. libvirt cannot compare and change in one: what changes
     * between this look and the change is overwritten.
     */
    void requireUnchanged();

    /**
     * Makes the change, whole or not at all.
     *
     * @param progress is told what is being done
     * @throws org.virtzoned.error.VirtZonedException if it cannot be made
     */
    void make(Progress progress);

    /** Runs a step back whatever became of the one before; what fails goes with the reason. */
    static void takeBack(Runnable step, RuntimeException reason) {
        try {
            step.run();
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }
}
