package org.virtzoned.zonemap;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.virtzoned.zone.DeviceZones;
import org.virtzoned.zone.SampleReports;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The picture, and what is seen of it when it is drawn: pictures to look at are in {@code target/zone-pictures}. */
class ZonePictureTest {
    private static final int LEFT = 96;
    private static final int TOP = 124;
    private static final String WHITE = "#ffffff";
    private static final Pattern WORDS = Pattern.compile("Zones? ([0-9]+)(?: to ([0-9]+))?[ ,].*");

    @Test
    void isAsBefore() {
        Golden.assertPrints("namespace.svg", out -> ZonePicture.write(SampleReports.namespace(), out));
    }

    /** Zones 0 to 19 are full; 20 and 24 hardly written, 21 to a quarter, 22 to a half; from 30 on all are empty. */
    @Test
    void aCellIsColouredAsFarAsItsZoneIsWritten() {
        Rendered picture = Rendered.of("namespace", SampleReports.namespace());

        assertAll(
                () -> assertEquals("#0072b2", inCell(picture, 0, 0.1), "full, at its top"),
                () -> assertEquals("#0072b2", inCell(picture, 19, 0.9), "full, at its bottom"),
                () -> assertEquals("#fbe8c2", inCell(picture, 20, 0.9), "almost empty, above a pixel"),
                () -> assertEquals("#fbe8c2", inCell(picture, 21, 0.7), "a quarter, above it"),
                () -> assertEquals("#e69f00", inCell(picture, 21, 0.8), "a quarter, in it"),
                () -> assertEquals("#fbe8c2", inCell(picture, 22, 0.45), "half, above it"),
                () -> assertEquals("#e69f00", inCell(picture, 22, 0.55), "half, in it"),
                () -> assertEquals("#d55e00", inCell(picture, 25, 0.9), "explicitly open"),
                () -> assertEquals("#56b4e9", inCell(picture, 27, 0.9), "closed"),
                () -> assertEquals("#e4e9ed", inCell(picture, 30, 0.1), "empty, at its top"),
                () -> assertEquals("#e4e9ed", inCell(picture, 63, 0.9), "empty, at its bottom"),
                () -> assertEquals(WHITE, picture.colour(LEFT + 50, TOP + 25), "between cells"),
                () -> assertEquals(WHITE, inCell(picture, 64, 0.5), "after the last"));
    }

    @Test
    void aLittleIsSeen() {
        Rendered picture = Rendered.of("namespace", SampleReports.namespace());

        long orange = 0;
        for (int y = TOP + 50; y < TOP + 100; y++) {
            orange += picture.colour(LEFT + 25, y).equals("#fbe8c2")
                            || picture.colour(LEFT + 25, y).equals(WHITE)
                    ? 0
                    : 1;
        }
        assertTrue(orange >= 1, "zone 20, of which 4 KiB are written");
    }

    /** A condition's colours are in the legend below the map, with words beside them. */
    @Test
    void theLegendHasWhatTheMapHas() {
        Rendered picture = Rendered.of("every-condition", SampleReports.everyCondition());
        int legendTop = TOP + 3 * 50 + 28;

        List<String> swatches =
                List.of("#aab2ba", "#e4e9ed", "#e69f00", "#d55e00", "#56b4e9", "#0072b2", "#cc79a7", "#000000");
        for (int i = 0; i < swatches.size(); i++) {
            int x = LEFT + i % 4 * 250;
            int y = legendTop + i / 4 * 28;
            assertEquals(swatches.get(i), picture.colour(x + 2, y + 15), "entry " + i);
            assertTrue(isWritten(picture, x + 26, y, 80, 18), "words of entry " + i);
        }
        assertTrue(isWritten(picture, 32, 24, 300, 30), "name");
        assertTrue(isWritten(picture, 32, 60, 300, 20), "facts");
        assertTrue(isWritten(picture, 40, TOP + 15, 50, 20), "number of the first row");
    }

    /** It is marked, so that its colour is not all that says it. */
    @Test
    void whatIsBrokenIsMarked() {
        Rendered picture = Rendered.of("every-condition", SampleReports.everyCondition());

        assertEquals(WHITE, inCell(picture, 12, 0.5), "read-only: a bar");
        assertEquals("#cc79a7", inCell(picture, 12, 0.2));
        assertEquals(WHITE, inCell(picture, 14, 0.5), "offline: a cross");
        assertEquals("#000000", inCell(picture, 14, 0.2));
    }

    /** An offline zone of an SMR drive is 4 pixels wide: a ring around it is seen. */
    @Test
    void whatIsBrokenAmongManyIsRinged() {
        Rendered picture = Rendered.of("smr-drive", SampleReports.smrDrive());
        int zone = 55_880 / 3;
        int x = LEFT + zone % 250 * 4 + 2;
        int y = TOP + zone / 250 * 4 + 2;

        assertEquals("#000000", picture.colour(x, y));
        assertTrue(isDark(picture, x - 8, y) && isDark(picture, x + 8, y) && isDark(picture, x, y - 8), "ring");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64, 1000, 4096, 4097, 55_880, 100_000})
    void whoPointsAtAZoneIsToldOfIt(int count) throws Exception {
        DeviceZones zones = SampleReports.drive(count);
        Rendered picture = Rendered.of("drive-" + count, zones);

        assertTold(parse(picture.svg()), count);
        assertTrue(
                picture.svg().length() < 4 << 20,
                count + " zones take " + picture.svg().length() + " characters");
    }

    @Test
    void everyZoneMayBeUnlike() throws Exception {
        Rendered picture = Rendered.of("unlike", SampleReports.unlike(20_000));

        assertTold(parse(picture.svg()), 20_000);
        assertTrue(picture.svg().length() < 160 * 20_000, picture.svg().length() + " characters");
    }

    @Test
    void aDeviceWithoutZonesHasAPicture() throws Exception {
        Rendered picture = Rendered.of("no-zones", SampleReports.device("/dev/sdf", SampleReports.empty()));

        assertTold(parse(picture.svg()), 0);
        assertTrue(isWritten(picture, 32, 24, 300, 30), "name");
    }

    @Test
    void namesAreText() throws Exception {
        String name = "/dev/disk/by-id/<script>&\"'\u0007" + "x".repeat(200);
        Document document = parse(Rendered.of("names", SampleReports.device(name, SampleReports.oneZone()))
                .svg());

        assertEquals(0, document.getElementsByTagName("script").getLength());
        assertEquals(
                "/dev/disk/by-id/<script>&\"'?xxxxxxxxxxxxxx…" + "x".repeat(42),
                document.getElementsByTagName("text").item(0).getTextContent());
    }

    private static void assertTold(Document document, int count) {
        BitSet told = new BitSet();
        NodeList titles = document.getElementsByTagName("title");
        // The first is the picture's own.
        for (int i = 1; i < titles.getLength(); i++) {
            Matcher words = WORDS.matcher(titles.item(i).getTextContent());
            assertTrue(words.matches(), titles.item(i)::getTextContent);
            int first = Integer.parseInt(words.group(1));
            int last = words.group(2) == null ? first : Integer.parseInt(words.group(2));
            assertEquals(first, told.length(), "zones are told of in their order, each once");
            told.set(first, last + 1);
        }
        assertEquals(count, told.cardinality());
    }

    /** A place in the cell of a zone, in the middle from left to right, of a picture with 20 cells a row. */
    private static String inCell(Rendered picture, int zone, double down) {
        return picture.colour(LEFT + zone % 20 * 50 + 25, TOP + zone / 20 * 50 + 50 * down);
    }

    private static boolean isWritten(Rendered picture, int left, int top, int width, int height) {
        for (int x = left; x < left + width; x++) {
            for (int y = top; y < top + height; y++) {
                if (isDark(picture, x, y)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isDark(Rendered picture, int x, int y) {
        int rgb = picture.image().getRGB(x, y);
        return (rgb >> 16 & 0xff) + (rgb >> 8 & 0xff) + (rgb & 0xff) < 3 * 0x80;
    }

    private static Document parse(String svg) throws ParserConfigurationException, SAXException, IOException {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }
}
