package org.virtzoned.it.nested;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;

/** Edits of the first zoned device in a domain's metadata, as somebody makes them by {@code virsh edit}. */
final class Metadata {
    private Metadata() {}

    /**
     * A word has another value.
     *
     * @param value in XML
     */
    static UnaryOperator<String> with(String word, String value) {
        String attribute = Matcher.quoteReplacement(" " + word + "='" + value + "'");
        return xml -> without(word).apply(xml).replaceFirst("<zoned:device ", "<zoned:device" + attribute + " ");
    }

    /** A word is not there. */
    static UnaryOperator<String> without(String word) {
        return xml -> xml.replaceFirst("(<zoned:device [^>]*)(?<= )" + word + "=(\"[^\"]*\"|'[^']*') ?", "$1");
    }
}
