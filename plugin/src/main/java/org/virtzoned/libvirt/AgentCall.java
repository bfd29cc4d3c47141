package org.virtzoned.libvirt;

import java.time.Duration;
import org.libvirt.Domain;
import org.libvirt.LibvirtException;
import org.libvirt.jna.Libvirt;
import org.virtzoned.guest.AgentException;

/** A command for a guest's agent, by libvirt; its failures told apart by libvirt's error numbers (virterror.h). */
final class AgentCall {
    private static final int NO_FLAGS = 0;

    /** Before libvirt 11.2 a command that failed in the guest has no number of its own. */
    private static final int INTERNAL_ERROR = 1;

    private static final int ARGUMENT_UNSUPPORTED = 74;
    private static final int AGENT_UNRESPONSIVE = 86;
    /** These two, from libvirt 11.2 on, are not known to libvirt-java. */
    private static final int AGENT_COMMAND_TIMEOUT = 112;

    private static final int AGENT_COMMAND_FAILED = 113;

    private AgentCall() {}

    /**
     * Asks the agent.
     *
     * @param name the domain's, for messages
     * @param limit libvirt waits whole seconds; for the agent to be ready for a command, five at most
     */
    static String run(String name, Domain domain, String command, Duration limit) throws LibvirtException {
        String answer;
        try {
            answer = domain.qemuAgentCommand(command, seconds(limit), NO_FLAGS);
        } catch (LibvirtException e) {
            switch (number()) {
                case ARGUMENT_UNSUPPORTED -> throw AgentException.noChannel(name);
                case AGENT_UNRESPONSIVE, AGENT_COMMAND_TIMEOUT -> throw AgentException.noAnswer(name, e.getMessage());
                case INTERNAL_ERROR, AGENT_COMMAND_FAILED -> throw AgentException.failed(name, e.getMessage());
                default -> throw e;
            }
        }
        if (answer == null) {
            throw LibvirtFailure.of(
                    "Cannot ask the guest of domain '" + name + "'",
                    "libvirt's library for QEMU (libvirt-qemu.so) cannot be loaded.",
                    "Install libvirt0 (Debian) or libvirt-libs (Fedora).");
        }
        return answer;
    }

    private static int seconds(Duration limit) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, limit.toSeconds()));
    }

    /** Of the last error of this thread. */
    private static int number() {
        return Libvirt.INSTANCE.virGetLastError().code;
    }
}
