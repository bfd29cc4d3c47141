package org.virtzoned.host;

import java.util.ArrayList;
import java.util.List;

/** What was done to the host, and what the user is left with to do: a sentence each, in the order in which it came. */
public final class HookReport {
    private final List<String> done = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    HookReport() {}

    /** What was done; empty where there was nothing to do. */
    public List<String> done() {
        return List.copyOf(done);
    }

    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    void done(String sentence) {
        done.add(sentence);
    }

    void warn(String sentence) {
        warnings.add(sentence);
    }
}
