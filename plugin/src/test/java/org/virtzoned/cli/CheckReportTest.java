package org.virtzoned.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.virtzoned.CheckedWay;
import org.virtzoned.WayCheck;
import org.virtzoned.host.HostCheck;
import picocli.CommandLine;

class CheckReportTest {
    private static final HostCheck RUNNER = HostCheck.fail(
            "for tcmu-runner",
            "it does not run: no emulated ZBC disk",
            "Run: systemctl enable --now tcmu-runner.service, and look at its journal");
    private static final CheckReport REPORT = CheckReport.of(List.of(
            HostCheck.pass("for the hook"),
            HostCheck.fail("for the udev rule", "it is not there", "Run: virt-zoned hooks install")));
    private static final CheckReport WAYS = CheckReport.ofWays(List.of(
            new WayCheck(Optional.empty(), HostCheck.pass("for libvirt", "11.3, qemu:///system")),
            new WayCheck(Optional.of(CheckedWay.VHOST_SCSI_ZBC), RUNNER),
            new WayCheck(Optional.of(CheckedWay.NVME_ZNS), HostCheck.warn("for the hook", "it is old", "Install it"))));

    @Test
    void isALineEach() {
        assertEquals("""
                Checking for the hook      : PASS
                Checking for the udev rule : FAIL (it is not there. Run: virt-zoned hooks install)
                """, printed(REPORT, Terminal.NONE));
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
                """, printed(REPORT, Terminal.NONE, "-o", "JSON"));
    }

    @Test
    void saysTheWay() {
        assertEquals("""
                host: Checking for libvirt               : PASS (11.3, qemu:///system)
                vhost-scsi:zbc: Checking for tcmu-runner : FAIL (it does not run: no emulated ZBC disk. Run: systemctl enable --now tcmu-runner.service, and look at its journal)
                nvme-zns: Checking for the hook          : WARN (it is old. Install it)
                """, printed(WAYS, Terminal.NONE));
    }

    /** Each line of what is printed fits; what does not fit beside the result comes below it. */
    @Test
    void fitsATerminal() {
        assertEquals("""
                host: Checking for libvirt               : PASS (11.3, qemu:///system)
                vhost-scsi:zbc: Checking for tcmu-runner : FAIL
                    it does not run: no emulated ZBC disk. Run: systemctl enable --now
                    tcmu-runner.service, and look at its journal.
                nvme-zns: Checking for the hook          : WARN (it is old. Install it)
                """, printed(WAYS, new Terminal(true, 72, false, false)));
    }

    @Test
    void isColouredWhereColoursAreShown() {
        assertEquals("""
                Checking for the hook      : \u001b[32mPASS\u001b[0m
                Checking for the udev rule : \u001b[31mFAIL\u001b[0m (it is not there. Run: virt-zoned hooks install)
                """, printed(REPORT, new Terminal(true, 100, true, true)));
    }

    @Test
    void saysTheWayInJson() {
        assertEquals("""
                [ {
                  "way" : "host",
                  "check" : "for libvirt",
                  "result" : "PASS",
                  "found" : "11.3, qemu:///system"
                }, {
                  "way" : "vhost-scsi:zbc",
                  "check" : "for tcmu-runner",
                  "result" : "FAIL",
                  "found" : "it does not run: no emulated ZBC disk",
                  "remedy" : "Run: systemctl enable --now tcmu-runner.service, and look at its journal"
                }, {
                  "way" : "nvme-zns",
                  "check" : "for the hook",
                  "result" : "WARN",
                  "found" : "it is old",
                  "remedy" : "Install it"
                } ]
                """, printed(WAYS, Terminal.NONE, "-o", "JSON"));
    }

    @Test
    void failsWhereACheckDoes() {
        assertEquals(1, REPORT.exitStatus());
        assertEquals(0, CheckReport.of(List.of(RUNNER.tolerated())).exitStatus());
    }

    private static String printed(CheckReport report, Terminal terminal, String... words) {
        OutputOption output = CommandLine.populateCommand(new OutputOption(), words);
        StringWriter out = new StringWriter();
        report.print(new PrintWriter(out), output, terminal);
        return out.toString();
    }
}
