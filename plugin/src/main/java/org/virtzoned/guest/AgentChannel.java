package org.virtzoned.guest;

import java.time.Duration;

/** What carries commands to the agent of one guest, and its answers back. */
@FunctionalInterface
public interface AgentChannel {
    /**
     * Has the agent do a command.
     *
     * @param command in JSON, as the QEMU Guest Agent Protocol Reference has it
     * @param limit how long to wait for the answer; at least a second
     * @return the answer, in JSON
     * @throws AgentException if the agent cannot be asked, gives no answer, or refuses
     */
    String ask(String command, Duration limit);
}
