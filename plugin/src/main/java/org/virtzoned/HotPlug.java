package org.virtzoned;

import org.virtzoned.libvirt.DomainDefinition;
import org.virtzoned.libvirt.LibvirtConnection;

/** What a change to a guest that runs takes: that it runs, on this host, and that this process may prepare the host. */
final class HotPlug {
    private final LiveGuest guest;
    private final String liveXml;

    /**
     * @param act such as {@code attach to}
     * @throws ChangeException if something is wanting
     */
    HotPlug(LibvirtConnection connection, LioHost lio, String act, DomainDefinition domain) {
        String refusal = "Cannot " + act + " the guest of domain '" + domain.name() + "': ";
        this.liveXml = domain.liveXml()
                .orElseThrow(() -> new ChangeException(
                        refusal + "it does not run.", "Leave out --live: its definition is what the next start uses."));
        if (!connection.isLocal()) {
            throw new ChangeException(
                    refusal + "it runs on the host of '" + connection.uri() + "', which is prepared there.",
                    "Give the command on that host; or --config, for the next start.");
        }
        if (!lio.root() && !connection.isSession()) {
            throw new ChangeException(
                    refusal + "to prepare the host takes root.",
                    "Give the command as root; or --config, for the next start.");
        }
        lio.program().requireInstalled(refusal.substring(0, refusal.length() - 2));
        this.guest = new LiveGuest(connection, domain.name(), domain.uuid());
    }

    LiveGuest guest() {
        return guest;
    }

    String liveXml() {
        return liveXml;
    }
}
