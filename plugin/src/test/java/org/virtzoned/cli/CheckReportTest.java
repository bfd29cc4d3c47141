package org.virtzoned.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.virtzoned.host.HostCheck;
import picocli.CommandLine;

class CheckReportTest {
    private static final CheckReport REPORT = new CheckReport(List.of(
            new HostCheck("for the hook", HostCheck.Result.PASS, Optional.empty(), Optional.empty()),
            new HostCheck(
                    "for the udev rule",
                    HostCheck.Result.FAIL,
                    Optional.of("it is not there"),
                    Optional.of("Run: virt-zoned hooks install"))));

    @Test
    void isALineEach() {
        assertEquals("""
                Checking for the hook      : PASS
                Checking for the udev rule : FAIL (it is not there. Run: virt-zoned hooks install)
                """, printed());
    }

    @Test
    void isAListInJson() {
        assertEquals("""
                [ {
                  "check" : "for the hook",
                  "result" : "PASS"
                }, {
                  "check" : "for the udev rule",
                  "result" : "FAIL",
                  "found" : "it is not there",
                  "remedy" : "Run: virt-zoned hooks install"
                } ]
                """, printed("-o", "JSON"));
    }

    @Test
    void failsWhereACheckDoes() {
        assertEquals(1, REPORT.exitStatus());
        assertEquals(0, new CheckReport(REPORT.checks().subList(0, 1)).exitStatus());
    }

    private static String printed(String... words) {
        OutputOption output = CommandLine.populateCommand(new OutputOption(), words);
        StringWriter out = new StringWriter();
        REPORT.print(new PrintWriter(out), output);
        return out.toString();
    }
}
