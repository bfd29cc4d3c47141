package org.virtzoned.zonemap;

import org.virtzoned.zone.ZoneCondition;

/** Writes lines in the colours of conditions, where colours are shown (ECMA-48, SGR). */
final class Pen {
    private static final String ESCAPE = "\u001b[";
    private static final String PLAIN = "0";

    private final boolean colour;
    private final StringBuilder line = new StringBuilder();
    private String current = PLAIN;

    Pen(boolean colour) {
        this.colour = colour;
    }

    void put(String text) {
        change(PLAIN);
        line.append(text);
    }

    void put(ZoneCondition condition, char character) {
        change(code(condition));
        line.append(character);
    }

    void put(ZoneCondition condition, String text) {
        change(code(condition));
        line.append(text);
    }

    /** The line, and begins the next one. */
    String end() {
        change(PLAIN);
        String end = line.toString().stripTrailing();
        line.setLength(0);
        return end;
    }

    private void change(String code) {
        if (colour && !code.equals(current)) {
            line.append(ESCAPE).append(code).append('m');
            current = code;
        }
    }

    /** Blue, yellow and magenta: those who see no difference between red and green see these. */
    private static String code(ZoneCondition condition) {
        return switch (condition) {
            case NOT_WRITE_POINTER, EMPTY -> "90";
            case FULL -> "34";
            case CLOSED -> "36";
            case IMPLICIT_OPEN -> "33";
            case EXPLICIT_OPEN -> "95";
            case READ_ONLY -> "30;103";
            case OFFLINE -> "97;41";
        };
    }
}
