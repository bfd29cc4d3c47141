package org.virtzoned.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.virtzoned.domainxml.Version;

/**
 * A run of {@code virt-zoned filter} and what it must print: {@code NAME.args}, and {@code NAME.out.xml} or {@code
 * NAME.err}.
 *
 * <p>In {@code NAME.args} is one argument a line. A line that begins with {@code #} is a comment, one with {@code <}
 * names the document on standard input (else it is {@code NAME.in.xml}), one with {@code !} says from which version of
 * libvirt on what is printed is valid. {@code ${golden}} is the folder of these files.
 *
 * @param needed the first libvirt whose schema takes what is printed; absent where every supported one does
 */
record GoldenCase(String name, Path input, List<String> arguments, Optional<Version> needed) {
    static final Path FOLDER = Path.of("src", "test", "resources", "golden");

    /** The documents that many cases share, in the form that libvirt prints. */
    static final Path DOMAINS = FOLDER.resolve("domains");

    private static final String ENDING = ".args";

    static Stream<GoldenCase> all() {
        return files(FOLDER, ENDING).map(GoldenCase::read);
    }

    /** Those that print a document. */
    static Stream<GoldenCase> accepted() {
        return all().filter(test -> !test.isRefused());
    }

    static Stream<GoldenCase> attaching() {
        return accepted().filter(test -> test.arguments.stream().noneMatch(word -> word.startsWith("--detach")));
    }

    /** Those whose document has no devices of ours to begin with. */
    static Stream<GoldenCase> attachingFirst() {
        return attaching().filter(test -> !test.document().contains("urn:virt-zoned:1"));
    }

    static Stream<Path> files(Path folder, String ending) {
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(ending))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String document() {
        return text(input);
    }

    Path output() {
        return FOLDER.resolve(name + ".out.xml");
    }

    Path error() {
        return FOLDER.resolve(name + ".err");
    }

    boolean isRefused() {
        return Files.exists(error());
    }

    /** The UUID that is given to the domain, which it keeps. */
    List<String> uuidArguments() {
        return arguments.stream()
                .filter(argument -> argument.startsWith("--uuid="))
                .toList();
    }

    /** The name alone, for the report of the tests. */
    @Override
    public String toString() {
        return name;
    }

    private static GoldenCase read(Path file) {
        String fileName = file.getFileName().toString();
        String name = fileName.substring(0, fileName.length() - ENDING.length());
        Path input = FOLDER.resolve(name + ".in.xml");
        Optional<Version> needed = Optional.empty();
        List<String> arguments = new ArrayList<>();
        for (String line : text(file).lines().toList()) {
            if (line.startsWith("<")) {
                input = FOLDER.resolve(line.substring(1).strip());
            } else if (line.startsWith("!")) {
                needed = Optional.of(Version.parse(line.substring(1).strip()));
            } else if (!line.startsWith("#")) {
                arguments.add(line.replace("${golden}", FOLDER.toString()));
            }
        }
        return new GoldenCase(name, input, arguments, needed);
    }
}
