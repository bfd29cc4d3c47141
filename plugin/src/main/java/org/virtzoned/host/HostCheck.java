package org.virtzoned.host;

import java.util.Optional;

/**
 * One thing that was looked at on this host.
 *
 * @param subject what was looked at, to be read after "Checking"
 * @param found what is wrong with it; for {@link Result#PASS} empty
 * @param remedy what the user can do about it
 */
public record HostCheck(String subject, Result result, Optional<String> found, Optional<String> remedy) {
    /** The words of virt-host-validate. */
    public enum Result {
        PASS,
        /** Some of it does not work, or it is not known to. */
        WARN,
        /** It does not work. */
        FAIL
    }

    public static HostCheck pass(String subject) {
        return new HostCheck(subject, Result.PASS, Optional.empty(), Optional.empty());
    }

    public static HostCheck warn(String subject, String found, String remedy) {
        return new HostCheck(subject, Result.WARN, Optional.of(found), Optional.of(remedy));
    }

    public static HostCheck fail(String subject, String found, String remedy) {
        return new HostCheck(subject, Result.FAIL, Optional.of(found), Optional.of(remedy));
    }
}
