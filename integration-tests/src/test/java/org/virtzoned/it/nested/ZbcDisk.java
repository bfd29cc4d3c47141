package org.virtzoned.it.nested;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.virtzoned.it.guest.GuestDisk;
import org.virtzoned.it.guest.GuestReport;

/**
 * A ZBC disk that tcmu-runner emulates on a file of the nested host.
 *
 * @param name of the device in a domain, or of a backstore that targetcli makes
 */
record ZbcDisk(String name, String path, Geometry geometry) {
    /** The one that the drive makers' page makes, of 20 GiB. */
    static final ZbcDisk DOCUMENTED =
            new ZbcDisk("zbc0", "/var/local/zbc0.raw", Geometry.of(256 * Geometry.MIB, 80, 10));

    static final ZbcDisk SMALL = new ZbcDisk("zbc1", "/var/local/zbc1.raw", Geometry.of(4 * Geometry.MIB, 16, 2));

    static final ZbcDisk SECOND_SMALL =
            new ZbcDisk("zbc2", "/var/local/zbc2.raw", Geometry.of(4 * Geometry.MIB, 16, 2));

    /** LIO's: the WWN of a disk is this and the first digits of its unit serial number. */
    private static final String LIO_PREFIX = "6001405";

    private static final int SERIAL_DIGITS_IN_WWN = 25;
    static final long BLOCK_SECTORS512 = 8;
    /** Of a disk with so few zones: what its file holds before the disk's first sector. */
    private static final long METADATA_BYTES = 4096;

    /** The same disk on another file. */
    ZbcDisk at(String path) {
        return new ZbcDisk(name, path, geometry);
    }

    /** As virt-zoned is asked for it. */
    String request() {
        return "zbc:" + path + ",name=" + name + ",size=" + sizeMib() + "M,zone-size=" + zoneSizeMib()
                + "M,conventional-zones=" + geometry.conventionalZones() + ",unit-serial=" + unitSerial();
    }

    /** Makes the file by virt-zoned's own program for it. */
    void format(NestedHost host) {
        host.run(Stream.concat(Stream.of(HookScenarios.PROGRAM, "format"), formatArguments().stream())
                        .toArray(String[]::new))
                .succeeds();
    }

    List<String> formatArguments() {
        return List.of(
                path,
                "--size=" + (sizeMib() << 20),
                "--zone-size=" + geometry.zoneSizeBytes(),
                "--conventional-zones=" + geometry.conventionalZones());
    }

    /** As targetcli names it below {@code /backstores}. */
    String backstore() {
        return "user:zbc/" + name;
    }

    /** As targetcli takes it. */
    String size() {
        return sizeMib() + "M";
    }

    /** What makes tcmu-runner make and format the file, whatever it was before. */
    String formatting() {
        return "model-HM/zsize-" + zoneSizeMib() + "/conv-" + geometry.conventionalZones() + "@" + path;
    }

    String unitSerial() {
        return UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString();
    }

    /** Its WWN, in hexadecimal digits: it follows from the unit serial number. */
    String wwn() {
        return LIO_PREFIX + unitSerial().replace("-", "").substring(0, SERIAL_DIGITS_IN_WWN);
    }

    long firstSequentialSector512() {
        return geometry.conventionalZones() * geometry.zoneSizeBytes() / 512;
    }

    /** What its file holds from a sector to another, without NULs. */
    String text(NestedHost host, long from512, long to512) {
        String script = "tail --bytes=+$(($2 * 512 + $4 + 1)) \"$1\" | head --bytes=$((($3 - $2) * 512)) | tr -d '\\0'";
        return host.run(
                        "bash",
                        "-c",
                        script,
                        "-",
                        path,
                        Long.toString(from512),
                        Long.toString(to512),
                        Long.toString(METADATA_BYTES))
                .succeeds()
                .out();
    }

    /** The disk as a guest sees it. */
    GuestDisk seenIn(GuestReport report) {
        return report.disk("naa." + wwn());
    }

    /** The guest sees the disk as it was asked for, and its zones take writes in order only. */
    void assertUsable(GuestReport report) {
        GuestDisk seen = seenIn(report);
        String what = "the ZBC disk " + path;
        geometry.assertSeen(seen, what);
        assertEquals((geometry.zones() - geometry.conventionalZones()) / 2, seen.maxOpen(), "zones open at once");
        ZoneRules.assertObeyedByScsi(report.write(seen), what);
    }

    /** Its file takes less of the file system than a zone of it holds. */
    void assertSparse(NestedHost host) {
        String blocks = host.run("stat", "--format=%b", path).succeeds().out().strip();
        long bytes = Long.parseLong(blocks) * 512;
        assertTrue(bytes < geometry.zoneSizeBytes(), path + " takes " + bytes + " bytes.");
    }

    private long sizeMib() {
        return geometry.zones() * zoneSizeMib();
    }

    private long zoneSizeMib() {
        return geometry.zoneSizeBytes() >> 20;
    }
}
