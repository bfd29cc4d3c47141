package org.virtzoned.host;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of the hook that are in the program: their paths below {@code hooks/}, and what is in them. */
final class HookResources {
    private static final String FOLDER = "org/virtzoned/hooks";

    private final Map<String, byte[]> files;

    private HookResources(Map<String, byte[]> files) {
        this.files = files;
    }

    /** Those that the jar holds; or, where the classes are in no jar, the folder of classes. */
    static HookResources builtIn() {
        try {
            Path program = Path.of(HookResources.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(program)) {
                return read(program.resolve(FOLDER));
            }
            try (FileSystem jar = FileSystems.newFileSystem(program)) {
                return read(jar.getPath(FOLDER));
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("the program's own files cannot be read", e);
        }
    }

    static HookResources read(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path file : paths.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return new HookResources(files);
    }

    byte[] get(String name) {
        byte[] content = files.get(name);
        if (content == null) {
            throw new IllegalStateException("the jar lacks hooks/" + name);
        }
        return content;
    }

    List<String> names() {
        return List.copyOf(files.keySet());
    }
}
