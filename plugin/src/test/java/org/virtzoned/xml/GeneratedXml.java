package org.virtzoned.xml;

import java.util.Random;

/** Well-formed documents of all that a document without a DTD can hold, from a seed. */
final class GeneratedXml {
    private static final String[] TEXTS = {
        "x", " ", "\n  ", "\t", "&amp;", "&lt;", "&gt;", "&#13;", "&#x20AC;", "]]&gt;", "é日💾", "'", "&quot;", "\r\n"
    };
    private static final String[] PREFIXES = {"", "", "p:", "q:"};

    private final Random random;
    private final StringBuilder out = new StringBuilder();

    GeneratedXml(long seed) {
        this.random = new Random(seed);
    }

    String document() {
        if (random.nextBoolean()) {
            out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        }
        if (random.nextBoolean()) {
            comment();
        }
        element("xmlns:p='urn:p' xmlns:q=\"urn:q\"", 0);
        if (random.nextBoolean()) {
            instruction();
        }
        return out.toString();
    }

    private void element(String declarations, int depth) {
        String name = PREFIXES[random.nextInt(PREFIXES.length)] + "e" + random.nextInt(5);
        out.append('<').append(name);
        if (!declarations.isEmpty()) {
            out.append(' ').append(declarations);
        }
        if (random.nextInt(5) == 0) {
            out.append(" xmlns='urn:d").append(random.nextInt(3)).append('\'');
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            char quote = random.nextBoolean() ? '\'' : '"';
            out.append(random.nextBoolean() ? " " : "\n ")
                    .append(PREFIXES[random.nextInt(PREFIXES.length)])
                    .append('a')
                    .append(i)
                    .append('=')
                    .append(quote);
            text(quote);
            out.append(quote);
        }
        if (random.nextInt(4) == 0) {
            out.append("/>");
            return;
        }
        out.append('>');
        for (int i = random.nextInt(6); i > 0; i--) {
            content(depth);
        }
        out.append("</").append(name).append('>');
    }

    private void content(int depth) {
        switch (random.nextInt(7)) {
            case 0 -> comment();
            case 1 -> instruction();
            case 2 -> out.append("<![CDATA[<&>]] ").append(random.nextInt(10)).append("]]>");
            case 3, 4 -> text('"');
            default -> {
                if (depth < 5) {
                    element("", depth + 1);
                }
            }
        }
    }

    private void text(char quote) {
        for (int i = random.nextInt(4); i > 0; i--) {
            String text = TEXTS[random.nextInt(TEXTS.length)];
            out.append(text.indexOf(quote) < 0 ? text : "y");
        }
    }

    private void comment() {
        out.append("<!-- <&> ").append(random.nextInt(10)).append("\n -->");
    }

    private void instruction() {
        out.append("<?t").append(random.nextBoolean() ? "" : " d='<&>'").append("?>");
    }
}
