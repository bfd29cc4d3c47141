package org.virtzoned.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.virtzoned.HostDevices;
import org.virtzoned.host.RecordedHost;

/** A host that changes between the looks. */
class DevicesWatchTest {
    private static final Terminal TERMINAL = new Terminal(true, 80, false, true);
    private static final String CLEAR = "\u001B[H\u001B[2J";

    @TempDir
    private Path folder;

    private RecordedHost host;
    private Optional<String> notice = Optional.empty();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void unpack() {
        host = RecordedHost.none(folder)
                .add("sys/block/nullb0/queue/zoned\thost-managed")
                .add("sys/block/nullb0/dev\t252:0")
                .add("sys/block/nullb0/size\t2097152");
    }

    @Test
    void elsewhereItPrintsALineADeviceThatHasChanged() {
        watch(Terminal.NONE, false, this::use, () -> {}, this::plugIn, this::plugOut);

        assertEquals("""
                add  -  -  -  -  -  /dev/nullb0  -  host-managed  1G  -  -  -  -  -  -  -  -  -
                change  -  -  -  -  -  /dev/nullb0  -  host-managed  1G  -  -  -  -  -  -  -  -  mounted at /mnt
                add  -  -  -  -  -  /dev/nullb1  -  host-managed  -  -  -  -  -  -  -  -  -  -
                remove  -  -  -  -  -  /dev/nullb0  -  host-managed  1G  -  -  -  -  -  -  -  -  mounted at /mnt
                """, out.toString());
        assertEquals("", err.toString());
    }

    @Test
    void forProgramsItPrintsAnObjectALine() {
        watch(TERMINAL, true, this::plugOut);

        String device = "{\"node\":\"/dev/nullb0\",\"zoned-model\":\"host-managed\",\"capacity-bytes\":1073741824,"
                + "\"used-by\":[]}";
        assertEquals(
                "{\"event\":\"add\",\"device\":" + device + "}\n{\"event\":\"remove\",\"device\":" + device + "}\n",
                out.toString());
    }

    @Test
    void onATerminalItPrintsAllAnew() {
        watch(TERMINAL, false, () -> {}, this::use, () -> {}, this::plugOut);

        assertEquals(CLEAR + """
                NODE         ZONED         CAPACITY
                /dev/nullb0  host-managed        1G
                """ + CLEAR + """
                NODE         ZONED         CAPACITY  USED BY
                /dev/nullb0  host-managed        1G  mounted at /mnt
                """ + CLEAR + """
                No zoned block device is on this host.
                """, out.toString());
    }

    @Test
    void whatIsNotKnownIsSaidWhenItBegins() {
        watch(
                Terminal.NONE,
                false,
                () -> notice = Optional.of("libvirt is away."),
                this::use,
                () -> notice = Optional.empty(),
                () -> notice = Optional.of("libvirt is away."));

        assertEquals("warning: libvirt is away.\nwarning: libvirt is away.\n", err.toString());
    }

    @Test
    void itEndsWhenNobodyReads() {
        PrintWriter closed = new PrintWriter(Writer.nullWriter());
        closed.close();
        int[] pauses = {0};
        new DevicesWatch(this::look, () -> ++pauses[0] < 5)
                .print(closed, new PrintWriter(err, true), Terminal.NONE, false);

        assertEquals(0, pauses[0]);
    }

    private void watch(Terminal terminal, boolean json, Runnable... happenings) {
        Deque<Runnable> left = new ArrayDeque<>(List.of(happenings));
        new DevicesWatch(this::look, () -> {
                    boolean more = !left.isEmpty();
                    if (more) {
                        left.remove().run();
                    }
                    return more;
                })
                .print(new PrintWriter(out, true), new PrintWriter(err, true), terminal, json);
    }

    private HostDevices look() {
        return new HostDevices(Optional.empty(), host.reader().withoutOpening().all(List.of()), notice);
    }

    private void use() {
        host.add("proc/self/mountinfo\t90 25 252:0 / /mnt rw - zonefs /dev/nullb0 rw");
    }

    private void plugIn() {
        host.add("sys/block/nullb1/queue/zoned\thost-managed");
    }

    private void plugOut() {
        host.remove("sys/block/nullb0/queue/zoned");
    }
}
