package org.virtzoned.it;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;

/** What a command did: its exit status and all that it printed. */
record CommandResult(List<String> command, int status, String out, String err) {
    CommandResult {
        command = List.copyOf(command);
    }

    CommandResult succeeds() {
        return exits(0);
    }

    CommandResult exits(int expected) {
        if (status != expected) {
            fail("Exit status " + status + ", expected " + expected + ": " + this);
        }
        return this;
    }

    /** Refused: exit status 1, nothing on stdout, and on stderr one line of the error and one of the remedy. */
    void refuses(String error, String remedy) {
        exits(1);
        if (!out.isEmpty() || !err.equals("error: " + error + "\n" + remedy + "\n")) {
            fail("Expected the error '" + error + "' and the remedy '" + remedy + "': " + this);
        }
    }

    @Override
    public String toString() {
        return String.join(" ", command) + "\n--- stdout\n" + out + "--- stderr\n" + err + "---";
    }
}
