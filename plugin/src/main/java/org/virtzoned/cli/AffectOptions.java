package org.virtzoned.cli;

import java.util.Set;
import org.virtzoned.domainxml.Affect;
import picocli.CommandLine.Option;

/** {@link ChangeOptions} for a domain that is there already, with what of it is changed. */
final class AffectOptions extends ChangeOptions {
    @Option(names = "--config", description = "Change its definition, for the next start (the default).")
    private boolean config;

    @Option(names = "--live", description = "Change its guest, which runs; with --config its definition, too.")
    private boolean live;

    /** What is changed. */
    Set<Affect> affected() {
        if (!live) {
            return Set.of(Affect.CONFIG);
        }
        return config ? Set.of(Affect.CONFIG, Affect.LIVE) : Set.of(Affect.LIVE);
    }
}
