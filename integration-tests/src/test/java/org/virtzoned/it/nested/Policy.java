package org.virtzoned.it.nested;

import java.util.List;

/** What the nested host's administrator lets be handed out. */
final class Policy {
    private static final String FOLDER = "/etc/virt-zoned";
    private static final String FILE = FOLDER + "/policy.conf";

    private Policy() {}

    static void set(NestedHost host, String text) {
        host.run("mkdir", "-p", FOLDER).succeeds();
        host.runWith(text, List.of("tee", FILE)).succeeds();
    }

    static void remove(NestedHost host) {
        host.run("rm", FILE).succeeds();
    }
}
