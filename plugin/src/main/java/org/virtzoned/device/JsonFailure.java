package org.virtzoned.device;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;

/** What a JSON parser says of a text, for people: the line, and its words without those that are for programmers. */
final class JsonFailure {
    private JsonFailure() {}

    /** A clause without a full stop. A limit of the parser's has no line. */
    static String reason(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        String words = e.getOriginalMessage()
                .replaceFirst(" \\(start marker at .*", "")
                .replaceFirst(" \\(for [A-Za-z]+ starting at .*", "")
                .replaceFirst(" \\(not recognized as one since .*", "")
                .replaceFirst(": enable `.*", "")
                .replaceFirst(" \\(`StreamReadConstraints.*", "")
                .replaceFirst(", from `StreamReadConstraints.*", "");
        return (location == null ? "" : "line " + location.getLineNr() + ": ") + words;
    }
}
