package org.virtzoned.relaxng;

/** Text of characters that are written in their own way, or are easily taken for something else. */
public final class AnyText {
    private static final String[] PIECES = {
        "a",
        "7",
        " ",
        "x y",
        "/dev/sda",
        "/srv/ä.raw",
        "id=",
        ",,",
        "'",
        "\"",
        "<",
        ">",
        "&",
        "]]>",
        "--",
        "?>",
        "\n",
        "\t",
        "\r",
        "\u0085",
        "\u00a0",
        "\u2028",
        "\ufeff",
        "日本",
        "💾",
        "{\"id\":\"x\"}",
        "&amp;",
        "%s",
        "\\",
        "=",
        "zoned-"
    };
    private static final int MOST_PIECES = 5;

    private AnyText() {}

    public static String of(Choices choices) {
        StringBuilder text = new StringBuilder();
        for (int i = choices.nextInt(MOST_PIECES); i > 0; i--) {
            text.append(choices.of(PIECES));
        }
        return text.toString();
    }
}
