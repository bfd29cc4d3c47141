package org.virtzoned.template;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.FileFailure;

/**
 * Named files of one kind: the user's in {@code ~/.config/virt-zoned} ({@code $XDG_CONFIG_HOME}), the host's in {@code
 * /etc/virt-zoned}, and those in the program. A user's file hides the host's of the same name, and that the program's.
 */
final class Catalog {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    private static final String RESOURCES = "/org/virtzoned/domain-templates/";

    private final String kind;
    private final String resourceFolder;
    private final String ending;
    private final List<Path> folders;
    private final List<String> builtIn;

    /**
     * @param kind what the files are, for messages
     * @param resourceFolder where those of the program are, below its templates: empty, or ending in a slash
     * @param ending the files' ending, with its dot
     * @param folders the user's and the host's folder, the first one before the others
     * @param builtIn the names of those in the program, in the order in which they are listed
     */
    Catalog(String kind, String resourceFolder, String ending, List<Path> folders, List<String> builtIn) {
        this.kind = kind;
        this.resourceFolder = resourceFolder;
        this.ending = ending;
        this.folders = folders;
        this.builtIn = builtIn;
    }

    /** The folders that a user's and a host's files of a kind are in. */
    static List<Path> folders(String name) {
        String configured =
                Optional.ofNullable(System.getenv("XDG_CONFIG_HOME")).orElse("");
        Path user =
                configured.startsWith("/") ? Path.of(configured) : Path.of(System.getProperty("user.home"), ".config");
        return List.of(
                user.resolve("virt-zoned").resolve(name),
                Path.of("/etc/virt-zoned").resolve(name));
    }

    /** All names, with where each file is: a path, or {@code built-in}. */
    Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    files.sorted()
                            .forEach(file -> name(file).ifPresent(name -> names.putIfAbsent(name, file.toString())));
                } catch (IOException e) {
                    throw new TemplateException(
                            ErrorCode.HOST,
                            "Cannot list the " + kind + "s in " + folder + ": " + FileFailure.reason(e) + ".",
                            null);
                }
            }
        }
        builtIn.forEach(name -> names.putIfAbsent(name, "built-in"));
        return names;
    }

    /**
     * The text of the file of that name.
     *
     * @throws TemplateException if there is none, or it cannot be read
     */
    String read(String name) {
        if (NAME.matcher(name).matches()) {
            for (Path folder : folders) {
                Path file = folder.resolve(name + ending);
                if (Files.isRegularFile(file)) {
                    return readFile(file);
                }
            }
            if (builtIn.contains(name)) {
                return readResource(RESOURCES + resourceFolder + name + ending);
            }
        }
        throw new TemplateException(
                ErrorCode.NOT_FOUND,
                "Cannot find " + kind + " '" + name + "'.",
                "The " + kind + "s are: " + String.join(", ", names().keySet()) + ".");
    }

    private Optional<String> name(Path file) {
        String fileName = file.getFileName().toString();
        return Optional.of(fileName)
                .filter(text -> text.endsWith(ending) && Files.isRegularFile(file))
                .map(text -> text.substring(0, text.length() - ending.length()))
                .filter(name -> NAME.matcher(name).matches());
    }

    private String readFile(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new TemplateException(
                    ErrorCode.HOST, "Cannot read " + kind + " " + file + ": " + FileFailure.reason(e) + ".", null);
        }
    }

    private static String readResource(String resource) {
        try (InputStream in = Catalog.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the jar cannot be read: " + resource, e);
        }
    }
}
