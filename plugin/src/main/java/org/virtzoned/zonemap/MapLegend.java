package org.virtzoned.zonemap;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.virtzoned.zone.ZoneCondition;

/** What the characters of a map mean, entry after entry, in lines no longer than the terminal's. */
final class MapLegend {
    private static final String GAP = "  ";

    private final Pen pen;
    private final int columns;
    private final List<String> lines = new ArrayList<>();
    private int length;

    MapLegend(Pen pen, int columns) {
        this.pen = pen;
        this.columns = columns;
    }

    /** A sentence, broken between words. */
    void line(String sentence) {
        for (String word : sentence.split(" ", -1)) {
            advance(word.length(), " ");
            pen.put(word);
        }
        endLine();
    }

    /** What a sample in the colour of a condition means. */
    void entry(ZoneCondition condition, String sample, String meaning) {
        advance(sample.length() + 1 + meaning.length(), GAP);
        pen.put(condition, sample);
        pen.put(" " + meaning);
    }

    /** What is to be read before the entries that follow; on a new line. */
    void lead(String text) {
        endLine();
        advance(text.length(), GAP);
        pen.put(text);
    }

    /** What a sample in no condition's colour means. */
    void entry(String sample, String meaning) {
        advance(sample.length() + 1 + meaning.length(), GAP);
        pen.put(sample + " " + meaning);
    }

    void end(PrintWriter out) {
        endLine();
        lines.forEach(out::println);
    }

    private void advance(int next, String gap) {
        if (length > 0 && length + gap.length() + next > columns) {
            endLine();
        }
        if (length > 0) {
            pen.put(gap);
            length += gap.length();
        }
        length += next;
    }

    private void endLine() {
        if (length > 0) {
            lines.add(pen.end());
            length = 0;
        }
    }
}
