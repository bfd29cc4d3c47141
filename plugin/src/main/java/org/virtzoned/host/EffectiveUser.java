package org.virtzoned.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The user whose rights this process has. */
public final class EffectiveUser {
    private EffectiveUser() {}

    public static boolean isRoot() {
        return id() == 0;
    }

    public static long id() {
        try {
            return ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
        } catch (IOException e) {
            throw new HostException("Cannot find out whose rights this process has: " + e.getMessage() + ".", null, e);
        }
    }
}
