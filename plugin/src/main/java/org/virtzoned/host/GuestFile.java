package org.virtzoned.host;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of this host that QEMU is to open, such as a kernel or a disk image.
 *
 * @param path its path
 */
public record GuestFile(Path path) {
    private static final Pattern NUMBER = Pattern.compile("\\+?([0-9]{1,9})");

    /** POSIX: search permission of the owner, the group, others. */
    private static final int OWNER_SEARCH = 0100;

    private static final int GROUP_SEARCH = 0010;
    private static final int OTHERS_SEARCH = 0001;

    /**
     * Refuses a path where no file is. Where this user may not look, nothing is known, and nothing refused.
     *
     * @param act such as {@code Cannot create domain 'x'}
     * @param use what the file is to the domain, such as {@code kernel}
     * @throws HostException if there is nothing, or a folder
     */
    public void requireThere(String act, String use) {
        if (Files.isDirectory(path)) {
            throw new HostException(
                    act + ": its " + use + " " + path + " is a folder, expected a file.", "Give the path of a file.");
        }
        if (Files.notExists(path) && isKnown()) {
            throw new HostException(act + ": its " + use + " " + path + " does not exist.", "Give the path of a file.");
        }
    }

    /**
     * Refuses a file that this user, who QEMU runs as, may not read.
     *
     * @throws HostException if it is one
     */
    public void requireReadable(String act, String use) {
        if (!Files.isReadable(path)) {
            throw new HostException(
                    act + ": its " + use + " " + path + " cannot be read: permission denied.",
                    "Give your user access to it; guests of a session run as their user.");
        }
    }

    /**
     * The first folder on the way to the file that a user may not search. libvirt gives the file itself to QEMU's user, but
     * changes no folder. Access control lists are not looked at.
     *
     * @param label user and group in the form of libvirt's DAC labels, {@code +64055:+64055}
     * @return empty where all can be searched, and where that is not known
     */
    public Optional<Path> folderClosedTo(String label) {
        String[] owner = label.split(":", 2);
        Optional<Integer> uid = number(owner[0]);
        Optional<Integer> gid = owner.length < 2 ? Optional.empty() : number(owner[1]);
        if (uid.isEmpty() || gid.isEmpty() || uid.get() == 0) {
            return Optional.empty();
        }
        Path folder = path.getRoot();
        for (Path step : path) {
            if (!isSearchable(folder, uid.get(), gid.get())) {
                return Optional.of(folder);
            }
            folder = folder.resolve(step);
        }
        return Optional.empty();
    }

    private static boolean isSearchable(Path folder, int uid, int gid) {
        try {
            int mode = (int) Files.getAttribute(folder, "unix:mode");
            int needed = (int) Files.getAttribute(folder, "unix:uid") == uid
                    ? OWNER_SEARCH
                    : (int) Files.getAttribute(folder, "unix:gid") == gid ? GROUP_SEARCH : OTHERS_SEARCH;
            return (mode & needed) != 0;
        } catch (IOException e) {
            return true;
        }
    }

    /** Whether its absence can be seen: the folders on the way to it may be closed to this user. */
    private boolean isKnown() {
        try {
            Files.readAttributes(path, "*", LinkOption.NOFOLLOW_LINKS);
            return true;
        } catch (AccessDeniedException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static Optional<Integer> number(String text) {
        Matcher matcher = NUMBER.matcher(text);
        return matcher.matches() ? Optional.of(Integer.parseInt(matcher.group(1))) : Optional.empty();
    }
}
