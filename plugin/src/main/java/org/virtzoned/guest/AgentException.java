package org.virtzoned.guest;

import java.util.Collection;
import java.util.TreeSet;
import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.ShellCommand;
import org.virtzoned.error.VirtZonedException;

/** A guest that cannot be asked, does not answer, or refuses what it is asked for. */
public final class AgentException extends VirtZonedException {
    private static final long serialVersionUID = 1L;

    /** virt-xml's words for the channel that the agent listens on. */
    private static final String ADD_CHANNEL =
            "--add-device --channel unix,target.type=virtio,target.name=org.qemu.guest_agent.0";

    /** Why it failed, as far as callers go on differently. */
    public enum Reason {
        /** The domain has no channel for an agent. */
        NO_CHANNEL,
        /** Nobody listens at the channel: the agent is not installed, or does not run. */
        NOT_CONNECTED,
        /** Somebody listens, and says nothing. */
        NO_ANSWER,
        /** The agent has the command not, or may not do it. */
        NOT_ALLOWED,
        /** The agent tried, and failed. */
        FAILED,
        /** The agent's answer is none. */
        NO_SENSE
    }

    private final Reason reason;

    private AgentException(Reason reason, String message, String remedy) {
        super(ErrorCode.GUEST, message, remedy);
        this.reason = reason;
    }

    /** The domain has no channel for an agent. */
    public static AgentException noChannel(String domain) {
        return new AgentException(
                Reason.NO_CHANNEL,
                asking(domain) + "the domain has no channel for a guest agent.",
                "Add one and start the guest again: virt-xml " + ShellCommand.quote(domain) + " " + ADD_CHANNEL
                        + " (or <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel> by"
                        + " 'virsh edit'). In the guest, install the package qemu-guest-agent.");
    }

    /** Nobody in the guest listens. */
    public static AgentException notConnected(String domain) {
        return new AgentException(
                Reason.NOT_CONNECTED,
                asking(domain) + "no guest agent runs in it.",
                "In the guest, install the package qemu-guest-agent and see that its service runs: systemctl status"
                        + " qemu-guest-agent. A guest that is just starting has it in a moment.");
    }

    /** The agent gives no answer in time. */
    public static AgentException noAnswer(String domain, String words) {
        return new AgentException(
                Reason.NO_ANSWER,
                asking(domain) + "its agent gives no answer: " + Words.line(words) + ".",
                "Is the guest hung, paused or very busy? Try again, or in the guest: systemctl restart"
                        + " qemu-guest-agent.");
    }

    /** The agent tried what it was asked for, and failed. */
    public static AgentException failed(String domain, String words) {
        return new AgentException(Reason.FAILED, asking(domain) + Words.line(words) + ".", null);
    }

    /** The agent does not have some commands, or is configured not to do them. */
    static AgentException notAllowed(String domain, Collection<String> commands, String version) {
        return new AgentException(
                Reason.NOT_ALLOWED,
                asking(domain) + "its agent (" + version + ") may not do " + String.join(", ", new TreeSet<>(commands))
                        + ".",
                "In the guest, allow it in /etc/sysconfig/qemu-ga (BLACKLIST_RPC, BLOCK_RPCS or FILTER_RPC_ARGS) or"
                        + " /etc/qemu/qemu-ga.conf (block-rpcs, allow-rpcs), then: systemctl restart"
                        + " qemu-guest-agent");
    }

    /** A program in the guest is missing, or failed. */
    static AgentException program(String domain, String words, String remedy) {
        return new AgentException(Reason.FAILED, asking(domain) + Words.line(words) + ".", remedy);
    }

    static AgentException noSense(String domain, String command, String words) {
        return new AgentException(
                Reason.NO_SENSE,
                asking(domain) + "its agent's answer to " + command + " is none: " + Words.line(words) + ".",
                null);
    }

    public Reason reason() {
        return reason;
    }

    private static String asking(String domain) {
        return "Cannot ask the guest of domain '" + domain + "': ";
    }
}
