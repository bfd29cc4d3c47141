package org.virtzoned.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Input that is made to do harm: each gets its line, soon, and nothing on standard output. */
class HostileInputTest {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final int MANY = 100_000;
    private static final int MEGABYTE = 1_000_000;

    private static final String DISK = "--virtio-blk=/dev/nullb0,name=null0";
    private static final String QEMU = "xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'";

    @TempDir
    private Path folder;

    @Test
    void entitiesAreNotExpanded() {
        String bomb = IntStream.range(1, 30)
                .mapToObj(i -> "<!ENTITY e%d '&e%d;&e%d;'>".formatted(i, i - 1, i - 1))
                .collect(Collectors.joining("", "<!DOCTYPE domain [<!ENTITY e0 'ha'>", "]>"));

        assertRefused("document type declaration", bomb + "<domain type='kvm'><name>&e29;</name></domain>", DISK);
    }

    /** Neither files nor hosts are asked, whichever kind of declaration names them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE domain SYSTEM '%s'><domain type='kvm'/>",
                "<!DOCTYPE domain PUBLIC 'x' '%s'><domain type='kvm'/>",
                "<!DOCTYPE domain [<!ENTITY x SYSTEM '%s'>]><domain type='kvm'><name>&x;</name></domain>",
                "<!DOCTYPE domain [<!ENTITY %% x SYSTEM '%s'>%%x;]><domain type='kvm'/>"
            })
    void nothingIsFetched(String document) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + server.getLocalPort() + "/x.dtd";

            assertRefused("document type declaration", document.formatted(url), DISK);
            assertRefused("document type declaration", document.formatted("file:///proc/self/environ"), DISK);

            server.setSoTimeout(1);
            try {
                server.accept();
                throw new AssertionError("expected that nobody connects");
            } catch (SocketTimeoutException e) {
                // As it must be.
            }
        }
    }

    @Test
    void inclusionsStayWhatTheyAre() {
        String include =
                "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file:///proc/self/environ' parse='text'/>";

        String printed = FilterRun.of(domain("<metadata>" + include + "</metadata>"), List.of(DISK))
                .document();

        assertTrue(printed.contains(include), printed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"devices", "metadata", "description"})
    void deepNestingIsRefused(String container) {
        String deep = "<a>".repeat(MANY) + "</a>".repeat(MANY);

        assertRefused(
                "nested deeper than 257 levels", domain("<" + container + ">" + deep + "</" + container + ">"), DISK);
    }

    /** As deep as libvirt itself goes. */
    @Test
    void nestingOfTheLimitIsTaken() {
        int below = 257 - 2;
        String document =
                domain("<metadata>" + "<a>".repeat(below - 1) + "<a/>" + "</a>".repeat(below - 1) + "</metadata>");

        String attached = FilterRun.of(document, List.of(DISK)).document();

        assertEquals(document, FilterRun.of(attached, List.of("--detach-all")).document());
        assertRefused("nested deeper", document.replace("<a/>", "<a><b/></a>"), DISK);
    }

    @Test
    void manyAttributesAreRefused() {
        String attributes =
                IntStream.range(0, MANY).mapToObj(i -> " a" + i + "='x'").collect(Collectors.joining());

        assertRefused("more than \"1,000\" attributes", domain("<devices><disk" + attributes + "/></devices>"), DISK);
    }

    @Test
    void hugeNamesAreRefused() {
        assertRefused("exceeds", domain("<" + "a".repeat(MEGABYTE) + "/>"), DISK);
        assertRefused(
                "its type is 'xen'", "<domain type='xen'><name>" + "a".repeat(MEGABYTE) + "</name></domain>", DISK);
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ",,", "{", "{\"a\":[", "\"/", "{\"id\":\"a\",\"id\":", "/,,", "id=a,", "=", "\\\""})
    void argumentsOfAnyFormAreKept(String part) {
        String value = part.repeat(MANY).replace("\"", "&quot;");
        String document = domain("<qemu:commandline " + QEMU + "><qemu:arg value='-device'/><qemu:arg value='" + value
                + "'/></qemu:commandline>");

        String attached =
                filter(document.getBytes(StandardCharsets.UTF_8), DISK).document();

        assertEquals(document, FilterRun.of(attached, List.of("--detach-all")).document());
    }

    /** What cannot be seen, or does something to a terminal, is not printed. */
    @ParameterizedTest
    @MethodSource("invisible")
    void messagesAreOneVisibleLine(String hostile, String printed) {
        for (String way : List.of("virtio-scsi", "vhost-scsi", "nvme-zns", "virtio-blk")) {
            assertRefused("'x" + printed + "'", domain(""), "--" + way + "=x" + hostile);
            assertRefused(printed, domain(""), "--" + way + "=/dev/sda,name=" + hostile);
        }
        assertRefused(printed, domain(""), "--no-such-" + hostile);
        assertRefused(printed, domain(""), "--detach=" + hostile);
    }

    private static Stream<Arguments> invisible() {
        return Stream.of(
                Arguments.of("\u001b[2J", "\\u001b[2J"),
                Arguments.of("\u009b31m", "\\u009b31m"),
                Arguments.of("\u0000", "\\u0000"),
                Arguments.of("\u007f", "\\u007f"),
                Arguments.of("a\nerror: b", "a\\nerror: b"),
                Arguments.of("a\rb\t", "a\\rb\\t"),
                Arguments.of("\u202egnp.exe", "\\u202egnp.exe"),
                Arguments.of("\u2028", "\\u2028"),
                Arguments.of("\ud800x", "\\ud800x"),
                Arguments.of("\udb40\udc41", "\\udb40\\udc41"));
    }

    @Test
    void namesOfDomainsAreOneVisibleLine() {
        assertRefused(
                "domain 'a\\n\\u009b]]>,'\"'", "<domain type='xen'><name>a&#10;&#155;]]&gt;,'\"</name></domain>", DISK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", ",", "=", "'", "\"", "\\", ".", "/", "a=b,", "\n", ".\n", "\ud800", "日"})
    void longOptionsAreRefusedSoon(String part) {
        for (String way : List.of("virtio-scsi", "vhost-scsi", "nvme-zns", "virtio-blk")) {
            assertRefused("Cannot read --" + way, domain(""), "--" + way + "=/dev/" + part.repeat(MEGABYTE));
            assertRefused("Cannot read --" + way, domain(""), "--" + way + "=" + part.repeat(MEGABYTE) + "!");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999999999999G", "9223372036854775807G", "8388608T", "99999999999999999999999999B"})
    void sizesThatNoNumberHoldsAreRefused(String size) {
        assertRefused(
                "size is '" + size + "', expected less than 8388608T (2^63 bytes)",
                domain(""),
                "--nvme-zns=/srv/a,zone-size=1M,size=" + size);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "null",
                "[",
                "[]]",
                "[{}]",
                "[1]",
                "[NaN]",
                "[]//",
                "[/**/]",
                "[{'virtio-blk':'/dev/a'}]",
                "[{\"virtio-blk\":\"/dev/a\",\"virtio-blk\":\"/dev/b\"}]",
                "[{\"virtio-blk\":\"/dev/a\",\"name\":\"a\",\"name\":\"a\"}]",
                "[{\"virtio-blk\":\"/dev/a\",\"size\":1.5}]",
                "[{\"virtio-blk\":\"/dev/a\",\"size\":1e999999999}]",
                "[{\"virtio-blk\":\"/dev/a\",\"size\":-1}]",
                "[{\"virtio-blk\":\"/dev/a\",\"size\":[]}]",
                "[{\"virtio-blk\":\"/dev/a\",\"size\":{}}]",
                "[{\"virtio-blk\":\"/dev/a\",\"size\":null}]",
                "[{\"virtio-blk\":\"/dev/a\",\"\":\"\"}]",
                "[{\"virtio-blk\":\"/dev/\\u0000\"}]",
                "[{\"virtio-blk\":\"/dev/\\ud800\"}]",
                "[{\"virtio-blk\":\"/dev/a\",\"\\u001b[2J\":\"\"}]",
                "[{\"virtio-blk\":[\"/dev/a\"]}]",
                "[{\"virtio-blk\":1}]",
                "[{\"virtio-blk\":\"/dev/a\n\"}]",
                "\u0000"
            })
    void jsonThatIsNoListOfDevicesIsRefused(String json) throws IOException {
        assertRefusedJson("Cannot read ", json);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[| | is not an object",
                "[{\"virtio-blk\":| [| is not a string",
                "[{\"virtio-blk\":\"/dev/a\",\"size\":| 9| exceeds the maximum allowed (1000",
                "[{\"virtio-blk\":\"/dev/a\",\"size\":1e| 9| exceeds the maximum allowed (1000",
                "[{\"virtio-blk\":\"/dev/a\",\"size\":0.| 0| exceeds the maximum allowed (1000",
                "[{\"virtio-blk\":\"/dev/a\",\"| k| exceeds the maximum allowed (50000",
                "[{\"virtio-blk\":\"| a| was expecting comma",
                "[| {},| has no method"
            })
    void longJsonIsRefusedSoon(String begin, String part, String expected) throws IOException {
        String repeated = part == null ? "[" : part;
        assertRefusedJson(expected, begin + repeated.repeat(MEGABYTE) + "\":1}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "ISO-8859-1"})
    void jsonIsInUtf8(String encoding) throws IOException {
        Path file = folder.resolve("devices.json");
        Files.write(file, "[{\"virtio-blk\": \"/dev/\u00e9\"}]".getBytes(Charset.forName(encoding)));

        assertRefused("Cannot read " + file + ": it is not in UTF-8.", domain(""), "--devices=" + file);
    }

    @Test
    void jsonMayBeginWithAByteOrderMark() throws IOException {
        Path file = folder.resolve("devices.json");
        Files.writeString(file, "\uFEFF[{\"virtio-blk\": \"/dev/nullb0\", \"name\": \"null0\"}]");

        String printed = FilterRun.of(domain(""), List.of("--devices=" + file)).document();

        assertEquals(FilterRun.of(domain(""), List.of(DISK)).document(), printed);
    }

    /** Neither file nor pipe is read to an end that is not to be expected. */
    @Test
    void whatIsTooLongIsNotReadToItsEnd() {
        assertRefused("Cannot read /dev/zero: it has more than 16 MiB.", domain(""), "--devices=/dev/zero");
        assertRefused(
                "Cannot read standard input: it has more than 16 MiB.", domain("<!--" + "a".repeat(16 << 20) + "-->"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "size='1G' size='2G'| Attribute \"size\" was already specified",
                "size='1000000000000000000000G'| size is '1000000000000000000000G'",
                "size='-1G'| size is '-1G'",
                "size='1G' zone-size='1M' nsid='1e9'| nsid is '1e9'",
                "size='1G' zone-size='1M' word='x'| unknown property 'word'",
                "size='1G' zone-size='1M' profile='zn540'| profile is 'zn540'",
                "size='1G' zone-size='1M' name='../x'| name is '../x'",
                "size='1G' zone-size='1M' name='&#10;'| name is '\\n'",
                "size='1G' zone-size='1M' source='/dev/../etc/x'| path is '/dev/../etc/x'",
                "size='1G' zone-size='1M' source='/srv/&#10;'| path is '/srv/?'"
            })
    void recordsThatAreNoneAreRefused(String words, String expected) {
        String name = words.contains("name=") ? "" : "name='a' ";
        String source = words.contains("source=") ? "" : "source='/srv/a' ";
        String document = record("", "<zoned:device way='nvme-zns' " + name + source + words + "/>");

        assertRefused(expected, document, DISK);
        assertRefused(expected, document, "--detach-all");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "way='vhost-scsi' source='/dev/sda'| wwpn",
                "way='vhost-scsi' source='zbc:/a' size='1G' zone-size='16M' wwpn='naa.5001405000000001'| unit-serial",
                "way='virtio-scsi' source='zbc:/a' size='1G' zone-size='16M'| unit-serial",
                "way='nvme-zns' pool='p' vol='v' size='1G' zone-size='16M'| source",
                "way='nvme-zns' source='/a' size='1G' zone-size='16M'| uuid",
                "way='nvme-zns' source='/a' size='1G' zone-size='16M' uuid='6e0ab8a0-5e23-4c6e-8d3a-1c7f6a0f0a11'| nsid",
            })
    void recordsOfDevicesThatLackSomethingAreRefused(String words, String missing) {
        String document = record("", "<zoned:device name='a' " + words + "/>");

        assertRefused(missing + "= is missing of device 'a'", document, DISK);
        assertRefused(missing + "= is missing of device 'a'", document, "--detach-all");
    }

    /** libvirt drops all but the first: taken away, the first would bring the second to light. */
    @Test
    void furtherRecordsAreRefused() {
        String records = "<zoned:devices xmlns:zoned='urn:virt-zoned:1'/>";
        String metadata = "<metadata>" + records + "</metadata>";

        for (String option : List.of(DISK, "--detach-all")) {
            assertRefused("found 2 records", domain("<metadata>" + records + records + "</metadata>"), option);
            assertRefused("found 2 records", domain(metadata + metadata), option);
            assertRefused("found their record in a further <metadata>", domain("<metadata/>" + metadata), option);
        }
    }

    /** What a record says was made goes with the last device: no more than can have been made. */
    @Test
    void recordsCannotHaveElementsOfOthersRemoved() {
        String device = "<zoned:device way='virtio-blk' name='a' source='/dev/a'/>";

        for (String name : List.of("features", "os", "../domain", "name")) {
            assertRefused(
                    "created names '" + name + "', expected metadata, devices, commandline, override.",
                    record("created='" + name + "'", device).replace("</os>", "</os><features/>"),
                    "--detach-all");
        }
    }

    private static String record(String attributes, String device) {
        return domain("<metadata><zoned:devices xmlns:zoned='urn:virt-zoned:1' " + attributes + ">" + device
                + "</zoned:devices></metadata>");
    }

    private static String domain(String content) {
        return "<domain type='kvm'><name>a</name><uuid>6e0ab8a0-5e23-4c6e-8d3a-1c7f6a0f0a11</uuid>"
                + "<os><type arch='x86_64' machine='q35'>hvm</type></os>" + content + "</domain>\n";
    }

    private void assertRefusedJson(String expected, String json) throws IOException {
        Path file = folder.resolve("devices.json");
        Files.writeString(file, json);

        assertRefused(expected, domain(""), "--devices=" + file);
    }

    private static FilterRun filter(byte[] document, String... arguments) {
        return assertTimeoutPreemptively(SOON, () -> FilterRun.of(document, List.of(arguments)));
    }

    private static void assertRefused(String expected, String document, String... arguments) {
        FilterRun run = filter(document.getBytes(StandardCharsets.UTF_8), arguments);
        List<String> lines = run.err().lines().toList();
        assertEquals("", run.out());
        assertTrue(run.status() == 1 || run.status() == 2, () -> "exit status " + run.status());
        assertTrue(!lines.isEmpty() && lines.size() <= 2, () -> "expected a line and a remedy, found: " + run.err());
        assertTrue(lines.get(0).startsWith("error: "), run.err());
        assertTrue(lines.get(0).contains(expected), () -> "expected " + expected + ", found: " + run.err());
        assertFalse(lines.get(0).contains("defect"), run.err());
        for (String line : lines) {
            assertTrue(line.length() < 3_000, () -> "a line of " + line.length() + " characters");
            assertTrue(line.codePoints().noneMatch(HostileInputTest::isInvisible), run.err());
        }
    }

    private static boolean isInvisible(int c) {
        return Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.SURROGATE;
    }
}
