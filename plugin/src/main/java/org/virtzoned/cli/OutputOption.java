package org.virtzoned.cli;

import picocli.CommandLine.Option;

/** The form that a report is printed in. */
final class OutputOption {
    /** For people, or for programs. */
    enum Format {
        TEXT,
        JSON
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text (the default) or json.")
    private Format format = Format.TEXT;

    boolean json() {
        return format == Format.JSON;
    }
}
