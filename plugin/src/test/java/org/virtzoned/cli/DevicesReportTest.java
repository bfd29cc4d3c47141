package org.virtzoned.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.virtzoned.HostDevices;
import org.virtzoned.RecordedGuests;
import org.virtzoned.device.ScsiAddress;
import org.virtzoned.device.SourcePath;
import org.virtzoned.host.BlockDeviceNames;
import org.virtzoned.host.DiskInquiry;
import org.virtzoned.host.DiskUse;
import org.virtzoned.host.RecordedHost;
import org.virtzoned.host.RunningGuest;
import org.virtzoned.host.ZonedBlockDevice;
import org.virtzoned.host.ZonedQueue;

/** Recorded hosts as they are printed, against golden files. With {@code -Dgolden.update} they are written anew. */
class DevicesReportTest {
    private static final boolean UPDATE = System.getProperty("golden.update") != null;
    private static final Path GOLDEN = GoldenCase.FOLDER.resolve("host-devices");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"drives, 80", "drives, 120", "drives, 200", "free, 80", "free, 200", "in-use, 80", "in-use, 200"})
    void onATerminal(String record, int columns) throws IOException {
        String printed = print(found(record), new Terminal(true, columns, false, true));

        assertGolden(record + "-" + columns + ".txt", printed);
        assertTrue(printed.lines().allMatch(line -> line.length() <= columns), printed);
    }

    @Test
    void theHeadingIsBoldWhereThereAreColours() throws IOException {
        assertGolden("drives-80-colour.txt", print(found("drives"), new Terminal(true, 80, true, true)));
    }

    @Test
    void inAPipeAllIsOnOneLine() throws IOException {
        assertGolden("in-use-pipe.txt", print(found("in-use"), Terminal.NONE));
    }

    @Test
    void inTheCLocaleAllIsAscii() {
        ZonedBlockDevice device = onOtherHost(
                new DiskUse.Mount(Optional.empty(), "/mnt/gr\u00fc\u00df"), new DiskUse.Guest("\u30c6\u30b9\u30c8"));

        assertEquals("""
                H:C:T:L  SG NODE   ZONED         USED BY
                6:0:0:0  /dev/sg0  host-managed  mounted at /mnt/gr??; domain '???'
                """, print(here(device), new Terminal(true, 80, false, false)));
        assertEquals("""
                H:C:T:L  SG NODE   ZONED
                6:0:0:0  /dev/sg0  host-managed
                  used by: mounted at /mnt/gr\u00fc\u00df;
                    domain '\u30c6\u30b9\u30c8'
                """, print(here(device), new Terminal(true, 44, false, true)));
    }

    @Test
    void aTerminalThatIsTooNarrowGetsTheNode() {
        assertEquals(
                "NODE\n/dev/sda\n  HGST\n    HSH721415ALN6M0,\n    serial\n    9JG1AAAA,\n",
                print(found("drives"), new Terminal(true, 10, false, true))
                        .lines()
                        .limit(6)
                        .map(line -> line + "\n")
                        .reduce("", String::concat));
    }

    /** What of all devices is nothing has no column on a terminal; conventional zones have, once they are counted. */
    @Test
    void conventionalZonesHaveAColumnWhereTheyAreCounted() throws IOException {
        List<ZonedBlockDevice> devices = RecordedHost.unpack("drives", folder)
                .reader()
                .counting(node -> node.text().startsWith("/dev/sd") ? OptionalLong.of(524) : OptionalLong.empty())
                .all(List.of());

        assertGolden(
                "drives-counted-120.txt",
                print(here(devices.toArray(ZonedBlockDevice[]::new)), new Terminal(true, 120, false, true)));
    }

    @ParameterizedTest
    @CsvSource({"drives", "in-use"})
    void asJson(String record) throws IOException {
        assertGolden(
                record + ".json",
                printed(out -> JsonOutput.print(
                        out, json -> DeviceListJson.write(json, found(record).devices()))));
    }

    @Test
    void usesAsJson() throws IOException {
        ZonedBlockDevice device = onOtherHost(
                new DiskUse.Mount(Optional.of("sda1"), "/"),
                new DiskUse.Swap(Optional.of("sda2")),
                new DiskUse.Swap(Optional.empty()),
                new DiskUse.Holder(Optional.of("sda3"), "md127", Optional.empty()),
                new DiskUse.Claim());

        assertGolden(
                "uses.json",
                printed(out -> JsonOutput.print(out, json -> DeviceListJson.write(json, List.of(device)))));
    }

    /** Most of the columns are not known there. */
    @Test
    void ofAnotherHost() {
        HostDevices found = new HostDevices(
                Optional.of("qemu+ssh://smr/system"),
                List.of(
                        onOtherHost(),
                        new ZonedBlockDevice(
                                new BlockDeviceNames(
                                        Optional.empty(),
                                        Optional.of(new SourcePath("/dev/sg12")),
                                        Optional.of(new ScsiAddress(10, 0, 3, 0)),
                                        Optional.empty()),
                                DiskInquiry.NONE,
                                ZonedQueue.HOST_MANAGED,
                                List.of(new DiskUse.Guest("smr1")))),
                Optional.empty());

        assertEquals("""
                H:C:T:L   SG NODE    ZONED         USED BY
                6:0:0:0   /dev/sg0   host-managed  -
                10:0:3:0  /dev/sg12  host-managed  domain 'smr1'
                """, print(found, new Terminal(true, 80, false, true)));
    }

    @Test
    void ofNone() {
        assertEquals("No zoned block device is on this host.\n", print(here(), Terminal.NONE));
    }

    private static ZonedBlockDevice onOtherHost(DiskUse... uses) {
        return new ZonedBlockDevice(
                new BlockDeviceNames(
                        Optional.empty(),
                        Optional.of(new SourcePath("/dev/sg0")),
                        Optional.of(new ScsiAddress(6, 0, 0, 0)),
                        Optional.empty()),
                DiskInquiry.NONE,
                ZonedQueue.HOST_MANAGED,
                List.of(uses));
    }

    private static HostDevices here(ZonedBlockDevice... devices) {
        return new HostDevices(Optional.empty(), List.of(devices), Optional.empty());
    }

    private HostDevices found(String record) {
        RunningGuest[] guests = record.equals("in-use") ? RecordedGuests.all() : new RunningGuest[0];
        return here(RecordedHost.unpack(record, folder).devices(guests).toArray(ZonedBlockDevice[]::new));
    }

    private static String print(HostDevices found, Terminal terminal) {
        return printed(out -> new DevicesReport(found).print(out, terminal));
    }

    private static String printed(Consumer<PrintWriter> printing) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        printing.accept(out);
        out.flush();
        return text.toString();
    }

    private static void assertGolden(String name, String printed) throws IOException {
        if (UPDATE) {
            Files.createDirectories(GOLDEN);
            Files.writeString(GOLDEN.resolve(name), printed);
        }
        assertEquals(Files.readString(GOLDEN.resolve(name)), printed);
    }
}
