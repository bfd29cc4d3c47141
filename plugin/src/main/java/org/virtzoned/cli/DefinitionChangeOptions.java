package org.virtzoned.cli;

import picocli.CommandLine.Option;

/** {@link ChangeOptions} for a domain that is there already, with what of it is changed said aloud. */
final class DefinitionChangeOptions extends ChangeOptions {
    @Option(names = "--config", description = "Change its definition, for the next start (the default).")
    void config(boolean said) {
        // The definition is what is changed: there is nothing to choose.
    }
}
