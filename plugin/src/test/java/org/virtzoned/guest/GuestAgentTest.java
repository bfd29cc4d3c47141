package org.virtzoned.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A guest may say anything: its agent's answers end in values, or in errors that can be shown. */
class GuestAgentTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{}",
                "{\"return\":7}",
                "{\"return\":{}}",
                "{\"return\":{\"version\":7,\"supported_commands\":[]}}",
                "{\"return\":{\"version\":\"9\",\"supported_commands\":{}}}",
                "{\"return\":{\"version\":\"9\",\"supported_commands\":[7]}}",
                "{\"return\":{\"version\":\"9\",\"supported_commands\":[{\"name\":\"x\",\"enabled\":\"yes\"}]}}",
                "{\"return\":{\"version\":\"9\",\"supported_commands\":[]}}{}",
                "{\"return\":{\"version\":\"8\",\"version\":\"9\",\"supported_commands\":[]}}",
                "{\"return\":99999999999999999999999999}"
            })
    void answersWithoutSenseAreRefused(String answer) {
        MadeUpGuest guest = new MadeUpGuest("6.1").answering("guest-info", answer);

        AgentException refused = assertThrows(AgentException.class, guest::agent);

        assertEquals(AgentException.Reason.NO_SENSE, refused.reason());
    }

    @Test
    void aFileWithoutSenseIsRefused() {
        GuestAgent agent = new MadeUpGuest("6.1")
                .with("/file", "x")
                .answering("guest-file-read", "{\"return\":{\"count\":1,\"eof\":true,\"buf-b64\":\"?\"}}")
                .agent();

        assertEquals(
                AgentException.Reason.NO_SENSE,
                assertThrows(AgentException.class, () -> agent.text("/file")).reason());
    }

    @ParameterizedTest
    @CsvSource({
        "guest-file-read, '{\"return\":{\"count\":1,\"eof\":false,\"buf-b64\":\"\"}}'",
        "guest-exec-status, '{\"return\":{\"exited\":false}}'"
    })
    void whatDoesNotEndIsGivenUp(String command, String answer) {
        GuestAgent agent = new MadeUpGuest("6.1")
                .with("/file", "x")
                .withProgram("program", "")
                .answering(command, answer)
                .agent(Duration.ofMillis(300));

        AgentException givenUp = assertThrows(AgentException.class, () -> {
            agent.text("/file");
            agent.run("program");
        });

        assertEquals(AgentException.Reason.NO_ANSWER, givenUp.reason());
    }

    /** Else a guest could write to the administrator's terminal as it likes. */
    @Test
    void whatItSaysObeysNoTerminal() {
        assertEquals(
                "6.1?[2J ?evil",
                new MadeUpGuest("6.1\u001b[2J\r\n\u0007evil\n").agent().kernel());
        assertEquals(203, Words.line("x".repeat(5000)).length());
    }

    @Test
    void whatIsNotThereIsEmpty() {
        GuestAgent agent = new MadeUpGuest("6.1").with("/empty", "").agent();

        assertEquals(Optional.empty(), agent.text("/nothing"));
        assertEquals(Optional.empty(), agent.text("/empty"));
        assertEquals(List.of(false, true), List.of(agent.exists("/nothing"), agent.exists("/empty")));
    }

    @Test
    void whatIsNotAllowedIsSaid() {
        GuestAgent agent = new MadeUpGuest("6.1")
                .blocking("guest-exec")
                .blocking("guest-exec-status")
                .agent();

        assertEquals(
                "Cannot ask the guest of domain 'guest': its agent (10.0.7) may not do guest-exec, guest-exec-status.",
                assertThrows(AgentException.class, () -> agent.run("blkzone")).getMessage());
    }
}
