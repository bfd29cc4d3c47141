package org.virtzoned.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A user and a group that a file is given to, in the form of libvirt's DAC labels: names, or numbers with a {@code +}
 * before them.
 */
public record FileOwner(String user, String group) {
    private static final Pattern LABEL = Pattern.compile("([^:]+):([^:]+)");
    private static final Pattern NUMBER = Pattern.compile("\\+?([0-9]{1,9})");

    /**
     * Reads {@code +64055:+64055} or {@code libvirt-qemu:kvm}.
     *
     * @throws HostException if it is neither
     */
    public static FileOwner parse(String label) {
        Matcher matcher = LABEL.matcher(label);
        if (!matcher.matches()) {
            throw new HostException("Cannot read the owner '" + label + "': expected USER:GROUP.", null);
        }
        return new FileOwner(matcher.group(1), matcher.group(2));
    }

    void give(Path file) throws IOException {
        UserPrincipalLookupService names = file.getFileSystem().getUserPrincipalLookupService();
        Matcher gid = NUMBER.matcher(group);
        Matcher uid = NUMBER.matcher(user);
        // The group first: a file that is given away is no longer ours to change.
        if (gid.matches()) {
            Files.setAttribute(file, "unix:gid", Integer.parseInt(gid.group(1)), LinkOption.NOFOLLOW_LINKS);
        } else {
            Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setGroup(principal(names::lookupPrincipalByGroupName, group));
        }
        if (uid.matches()) {
            Files.setAttribute(file, "unix:uid", Integer.parseInt(uid.group(1)), LinkOption.NOFOLLOW_LINKS);
        } else {
            Files.setOwner(file, principal(names::lookupPrincipalByName, user));
        }
    }

    /** By the name that was asked for: from JDK 25 on the exception holds none. */
    private static <P> P principal(LookUp<P> lookUp, String name) throws IOException {
        try {
            return lookUp.byName(name);
        } catch (UserPrincipalNotFoundException e) {
            throw new IOException("there is no user or group '" + name + "'", e);
        }
    }

    @FunctionalInterface
    private interface LookUp<P> {
        P byName(String name) throws IOException;
    }
}
