package org.virtzoned;

import org.virtzoned.libvirt.DomainDefinition;
import org.virtzoned.libvirt.LibvirtConnection;
import org.virtzoned.lio.LioProgram;

/** What a change to a guest that runs takes: that it runs, on this host, and that this process may prepare the host. */
final class HotPlug {
    private final LiveGuest guest;
    private final String liveXml;
    private final String refusal;
    private final boolean isUnprivileged;
    private final LioProgram program;

    /**
     * @param act such as {@code attach to}
     * @throws ChangeException if it does not run, or not on this host
     */
    HotPlug(LibvirtConnection connection, LioHost lio, String act, DomainDefinition domain) {
        this.refusal = "Cannot " + act + " the guest of domain '" + domain.name() + "': ";
        this.liveXml = domain.liveXml()
                .orElseThrow(() -> new ChangeException(
                        refusal + "it does not run.", "Leave out --live: its definition is what the next start uses."));
        if (!connection.isLocal()) {
            throw new ChangeException(
                    refusal + "it runs on the host of '" + connection.uri() + "', which is prepared there.",
                    "Give the command on that host; or --config, for the next start.");
        }
        this.isUnprivileged = !lio.root() && !connection.isSession();
        this.program = lio.program();
        this.guest = new LiveGuest(connection, domain.name(), domain.uuid());
    }

    /**
     * Refuses where the host cannot be prepared as things are. Comes after what can never be done: who follows the remedy
     * is not refused then.
     *
     * @throws ChangeException if this process may not prepare it
     * @throws org.virtzoned.lio.LioException if the hook's program is not installed
     */
    void requireReady() {
        if (isUnprivileged) {
            throw new ChangeException(
                    refusal + "to prepare the host takes root.",
                    "Give the command as root; or --config, for the next start.");
        }
        program.requireInstalled(refusal.substring(0, refusal.length() - 2));
    }

    LiveGuest guest() {
        return guest;
    }

    String liveXml() {
        return liveXml;
    }
}
