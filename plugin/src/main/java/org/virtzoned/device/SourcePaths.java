package org.virtzoned.device;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How the path in a request becomes an absolute one without {@code .}, {@code ..} and empty steps, so that a file or disk
 * has one spelling in a domain. {@code ..} removes the step before it, as virt-install does; symbolic links are not looked
 * at.
 */
public final class SourcePaths {
    /** For records: a path stands as it is, and any other form is refused. */
    public static final SourcePaths RECORDED = new SourcePaths(Optional.empty(), Optional.empty());

    /** A scheme, or the prefix of a source of another kind: not a folder of that name. */
    private static final Pattern PREFIXED = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*", Pattern.DOTALL);

    private final Optional<Folders> folders;
    private final Optional<String> workingFolder;

    private record Folders(String nvme, String zbc) {}

    private SourcePaths(Optional<Folders> folders, Optional<String> workingFolder) {
        this.folders = folders;
        this.workingFolder = workingFolder;
    }

    /**
     * For requests about any host; a relative path with a folder is refused.
     *
     * @param nvmeFolder where the backing file of a namespace is that is given as a bare name, an absolute path
     * @param zbcFolder the same of an emulated ZBC disk
     */
    public static SourcePaths of(String nvmeFolder, String zbcFolder) {
        return new SourcePaths(Optional.of(new Folders(nvmeFolder, zbcFolder)), Optional.empty());
    }

    /**
     * The same, with relative paths such as {@code ./a.raw} and {@code images/a.raw} taken from a folder of this host.
     *
     * @param folder an absolute path
     */
    public SourcePaths relativeTo(String folder) {
        return new SourcePaths(folders, Optional.of(folder));
    }

    /** What a source may mean, whatever the method is; none where it can be nothing. */
    public Set<SourcePath> meanings(String text) {
        String source = text.startsWith("zbc:") ? text.substring("zbc:".length()) : text;
        try {
            return Set.copyOf(List.of(namespaceFile(source), zbcFile(source)));
        } catch (InvalidDeviceException e) {
            return Set.of();
        }
    }

    SourcePath namespaceFile(String text) {
        return folders.isPresent() && isBareName(text)
                ? new SourcePath(folders.get().nvme() + "/" + text)
                : path(text);
    }

    SourcePath zbcFile(String text) {
        return folders.isPresent() && isBareName(text)
                ? new SourcePath(folders.get().zbc() + "/" + text)
                : path(text);
    }

    /** The path of a disk: a bare name is not one. */
    SourcePath path(String text) {
        if (folders.isEmpty() || SourcePath.namesFolder(text)) {
            return new SourcePath(text);
        }
        if (text.startsWith("/")) {
            return new SourcePath(SourcePath.normalize(text));
        }
        if (isBareName(text) || PREFIXED.matcher(text).matches()) {
            return new SourcePath(text);
        }
        return new SourcePath(SourcePath.normalize(workingFolder.orElseThrow(
                        () -> InvalidDeviceException.value(
                                "path",
                                text,
                                "an absolute path",
                                "A path with a folder in it is relative to the working directory on the guests' own host only."))
                + "/" + text));
    }

    private static boolean isBareName(String text) {
        return !text.isEmpty() && text.indexOf('/') < 0;
    }
}
