package org.virtzoned.guest;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What became of a program in the guest.
 *
 * @param status its exit status; 128 and more for a signal, as a shell has it
 * @param truncated whether the agent kept only a part of what it wrote
 */
record ProgramResult(int status, String out, String err, boolean truncated) {
    private static final int OF_SIGNALS = 128;

    /** The answer of {@code guest-exec-status}; empty while the program runs. */
    static Optional<ProgramResult> ofStatus(AgentAnswer answer) {
        if (!answer.flag("exited")) {
            return Optional.empty();
        }
        long status = answer.has("exitcode")
                ? answer.number("exitcode")
                : OF_SIGNALS + (answer.has("signal") ? answer.number("signal") : 0);
        boolean truncated = (answer.has("out-truncated") && answer.flag("out-truncated"))
                || (answer.has("err-truncated") && answer.flag("err-truncated"));
        return Optional.of(
                new ProgramResult((int) status, output(answer, "out-data"), output(answer, "err-data"), truncated));
    }

    boolean succeeded() {
        return status == 0;
    }

    private static String output(AgentAnswer answer, String member) {
        return answer.has(member) ? new String(answer.bytes(member), StandardCharsets.UTF_8) : "";
    }
}
