package org.virtzoned.host;

import java.util.Optional;

/**
 * One thing that was looked at on this host.
 *
 * @param subject what was looked at, to be read after "Checking"
 * @param found what is wrong with it; for {@link Result#PASS} what is there, where that is worth a word
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

    public static HostCheck pass(String subject, String found) {
        return new HostCheck(subject, Result.PASS, Optional.of(found), Optional.empty());
    }

    public static HostCheck warn(String subject, String found, String remedy) {
        return new HostCheck(subject, Result.WARN, Optional.of(found), Optional.of(remedy));
    }

    public static HostCheck fail(String subject, String found, String remedy) {
        return new HostCheck(subject, Result.FAIL, Optional.of(found), Optional.of(remedy));
    }

    /** The same for what can do without: a failure is a warning then. */
    public HostCheck tolerated() {
        return result == Result.FAIL ? new HostCheck(subject, Result.WARN, found, remedy) : this;
    }

    /** The same, of another name. */
    HostCheck about(String other) {
        return new HostCheck(other, result, found, remedy);
    }
}
