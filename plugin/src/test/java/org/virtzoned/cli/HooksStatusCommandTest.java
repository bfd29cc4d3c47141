package org.virtzoned.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.virtzoned.host.HostCheck;

class HooksStatusCommandTest {
    @Test
    void printsALineEach() {
        StringWriter out = new StringWriter();

        HooksStatusCommand.print(
                new PrintWriter(out),
                List.of(
                        new HostCheck("for the hook", HostCheck.Result.PASS, Optional.empty(), Optional.empty()),
                        new HostCheck(
                                "for the udev rule",
                                HostCheck.Result.FAIL,
                                Optional.of("it is not there"),
                                Optional.of("Run: virt-zoned hooks install"))));

        assertEquals("""
                Checking for the hook      : PASS
                Checking for the udev rule : FAIL (it is not there. Run: virt-zoned hooks install)
                """, out.toString());
    }
}
