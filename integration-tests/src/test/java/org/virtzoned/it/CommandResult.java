package org.virtzoned.it;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;

/** What a command did: its exit status and all that it printed. */
public record CommandResult(List<String> command, int status, String out, String err) {
    public CommandResult {
        command = List.copyOf(command);
    }

    public CommandResult succeeds() {
        return exits(0);
    }

    public CommandResult exits(int expected) {
        if (status != expected) {
            fail("Exit status " + status + ", expected " + expected + ": " + this);
        }
        return this;
    }

    /** Refused: exit status 1, nothing on stdout, and on stderr one line of the error and one of the remedy. */
    public void refuses(String error, String remedy) {
        refuses(1, error, remedy);
    }

    /** The same with an exit status of its own: 2 is a wrong value. */
    public void refuses(int status, String error, String remedy) {
        exits(status);
        if (!out.isEmpty() || !err.equals("error: " + error + "\n" + remedy + "\n")) {
            fail("Expected the error '" + error + "' and the remedy '" + remedy + "': " + this);
        }
    }

    @Override
    public String toString() {
        return String.join(" ", command) + "\n--- stdout\n" + out + "--- stderr\n" + err + "---";
    }
}
