package org.virtzoned.device;

/**
 * A vhost-scsi target that the user made and looks after, by targetcli say ({@code managed=no}).
 *
 * @param wwpn the target's name in {@code /sys/kernel/config/target/vhost}
 */
public record UnmanagedTarget(Wwpn wwpn) implements VhostScsiSource {
    @Override
    public String description() {
        return wwpn.text();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }
}
