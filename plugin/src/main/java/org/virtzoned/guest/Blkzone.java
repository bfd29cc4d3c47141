package org.virtzoned.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.virtzoned.zone.ZoneReport;

/**
 * {@code blkzone report} of util-linux, run in a guest, and what it prints: a line a zone, in sectors of 512 bytes, the
 * write pointer counted from the zone's start.
 *
 * <pre>  start: 0x000000000, len 0x008000, cap 0x006000, wptr 0x000000 reset:0 non-seq:0, zcond: 1(em) [type: 2(SEQ_WRITE_REQUIRED)]</pre>
 *
 * <p>Before util-linux 2.37 it says no capacity, which is the length then.
 */
final class Blkzone {
    private static final String HEX = "0x([0-9a-f]{1,13})";
    private static final Pattern ZONE = Pattern.compile("start: +" + HEX + ", +len +" + HEX + "(?:, +cap +" + HEX
            + ")?, +wptr +" + HEX
            + " +reset: *([01]) +non-seq: *([01]), +zcond: *([0-9]{1,2})\\([a-z?]*\\) +\\[type: *([0-9]{1,2})\\(.*");

    private final GuestAgent agent;

    Blkzone(GuestAgent agent) {
        this.agent = agent;
    }

    /** A zone as it is printed; but for the last four in sectors of 512 bytes, the write pointer from the device's start. */
    record Line(
            long start,
            long length,
            long capacity,
            long writePointer,
            boolean saysCapacity,
            int type,
            int condition,
            boolean resetRecommended,
            boolean nonSequential) {
        void addTo(ZoneReport.Builder report) {
            report.add(start, length, capacity, writePointer, type, condition, resetRecommended, nonSequential);
        }
    }

    /**
     * Some zones of a device.
     *
     * @param sector where to begin, in sectors of 512 bytes
     * @throws AgentException if it cannot be run, fails, or prints something else
     */
    List<Line> report(String node, long sector, int zones) {
        ProgramResult result;
        try {
            result = agent.run("blkzone", "report", "-o", Long.toString(sector), "-c", Integer.toString(zones), node);
        } catch (AgentException e) {
            if (e.reason() != AgentException.Reason.FAILED) {
                throw e;
            }
            throw AgentException.program(
                    agent.domain(),
                    "it has no program blkzone to report zones",
                    "In the guest, install the package util-linux, of version 2.30 or newer.");
        }
        if (!result.succeeded() || result.truncated()) {
            throw AgentException.program(
                    agent.domain(),
                    "blkzone report of " + node + " failed: "
                            + (result.truncated() ? "too much for the agent" : result.err()),
                    null);
        }
        List<Line> lines = new ArrayList<>();
        result.out().lines().map(this::read).forEach(lines::add);
        return lines;
    }

    private Line read(String text) {
        Matcher zone = ZONE.matcher(text.strip());
        if (!zone.matches()) {
            throw AgentException.program(agent.domain(), "blkzone printed '" + text + "', expected a zone", null);
        }
        long start = hex(zone.group(1));
        long length = hex(zone.group(2));
        boolean saysCapacity = zone.group(3) != null;
        return new Line(
                start,
                length,
                saysCapacity ? hex(zone.group(3)) : length,
                start + hex(zone.group(4)),
                saysCapacity,
                Integer.parseInt(zone.group(8)),
                Integer.parseInt(zone.group(7)),
                zone.group(5).equals("1"),
                zone.group(6).equals("1"));
    }

    private static long hex(String digits) {
        return Long.parseLong(digits, 16);
    }
}
