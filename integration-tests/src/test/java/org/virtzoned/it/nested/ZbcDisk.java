package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.virtzoned.it.guest.GuestDisk;
import org.virtzoned.it.guest.GuestReport;

/**
 * A ZBC disk that tcmu-runner emulates on a file of the nested host.
 *
 * @param name of its backstore
 * @param size as targetcli takes it
 * @param options of tcmu-runner's zbc handler, which formats the file by them
 */
record ZbcDisk(String name, String path, String size, String options, Geometry geometry) {
    /** The one that the drive makers' page makes. */
    static final ZbcDisk DOCUMENTED = new ZbcDisk(
            "zbc0",
            "/var/local/zbc0.raw",
            "20G",
            "model-HM/zsize-256/conv-10",
            Geometry.of(256 * Geometry.MIB, 80, 10));

    static final ZbcDisk SMALL = new ZbcDisk(
            "zbc1", "/var/local/zbc1.raw", "64M", "model-HM/zsize-4/conv-2", Geometry.of(4 * Geometry.MIB, 16, 2));

    static final ZbcDisk SECOND_SMALL = new ZbcDisk(
            "zbc2", "/var/local/zbc2.raw", "64M", "model-HM/zsize-4/conv-2", Geometry.of(4 * Geometry.MIB, 16, 2));

    /** LIO's: the WWN of a disk is this and the first digits of its unit serial number. */
    private static final String LIO_PREFIX = "6001405";

    private static final int SERIAL_DIGITS_IN_WWN = 25;

    /** As targetcli names it below {@code /backstores}. */
    String backstore() {
        return "user:zbc/" + name;
    }

    /** What makes and formats the file, whatever it was before. */
    String formatting() {
        return options + "@" + path;
    }

    /** The WWN of the disk that a backstore with a unit serial number of LIO's is, in hexadecimal digits. */
    String wwn(NestedHost host) {
        String page = host.run(
                        "bash", "-c", "cat /sys/kernel/config/target/core/user_*/\"$1\"/wwn/vpd_unit_serial", "-", name)
                .succeeds()
                .out()
                .strip();
        return wwn(page.substring(page.lastIndexOf(' ') + 1));
    }

    /** The guest sees the disk as it was asked for, and its zones take writes in order only. */
    void assertUsable(GuestReport report, String wwn) {
        GuestDisk seen = report.disk("naa." + wwn);
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

    static String wwn(String serial) {
        return LIO_PREFIX + serial.replace("-", "").substring(0, SERIAL_DIGITS_IN_WWN);
    }
}
