package org.virtzoned.device;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An option's value in virt-install's style: {@code SOURCE,property=value,…}.
 *
 * <p>A comma in a value is quoted as for virt-install, by the rules of a POSIX shell: {@code 'a,b'}, {@code "a,b"} or
 * {@code a\,b}.
 *
 * @param first the positional value, empty if the string begins with {@code property=}
 * @param words the others, in their order
 */
record OptionString(String first, Map<String, String> words) {
    static OptionString parse(String text) {
        String first = "";
        Map<String, String> words = new LinkedHashMap<>();
        List<String> parts = split(text);
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            int equals = part.indexOf('=');
            if (i == 0 && (equals <= 0 || part.lastIndexOf('/', equals) >= 0)) {
                first = part;
            } else if (equals <= 0) {
                throw InvalidDeviceException.words(
                        "'" + part + "' is not of the form property=value.",
                        "Give each property a value. One with a comma needs quotes of its own inside the shell's:"
                                + " \"'/x/a,b.raw',size=1G\".");
            } else if (words.putIfAbsent(part.substring(0, equals), part.substring(equals + 1)) != null) {
                throw InvalidDeviceException.words(part.substring(0, equals) + "= is given twice.", null);
            }
        }
        return new OptionString(first, words);
    }

    /** Splits at commas outside quotes (POSIX Shell Command Language, 2.2 Quoting). */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0 && c == quote) {
                quote = 0;
            } else if (c == '\\' && quote != '\'' && (quote == 0 || escapesInDoubleQuotes(text, i + 1))) {
                if (++i == text.length()) {
                    throw InvalidDeviceException.words("it ends in a backslash.", null);
                }
                part.append(text.charAt(i));
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (quote == 0 && c == ',') {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        if (quote != 0) {
            throw InvalidDeviceException.words(
                    "a quotation opened by " + quote + " is not closed.",
                    "Close it, or put a value that contains ' or \" in quotes of the other kind.");
        }
        parts.add(part.toString());
        return parts;
    }

    private static boolean escapesInDoubleQuotes(String text, int at) {
        return at < text.length() && "\"\\".indexOf(text.charAt(at)) >= 0;
    }
}
