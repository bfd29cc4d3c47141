package org.virtzoned.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.virtzoned.domainxml.Platform;
import org.virtzoned.domainxml.PlatformFeature;

/** {@code docs/versions.md} says what is rendered for which versions. With {@code -Dgolden.update} it is written anew. */
class VersionTableTest {
    private static final Path TABLE = Needs.project().resolve("docs/versions.md");
    private static final boolean UPDATE = System.getProperty("golden.update") != null;

    @Test
    void theTableIsTrue() throws IOException {
        if (UPDATE) {
            Files.writeString(TABLE, table());
        }
        assertEquals(table(), Files.readString(TABLE));
    }

    private static String table() {
        return """
                # Versions

                What a device becomes depends on the versions of libvirt and QEMU. The tables come from the code: `VersionTableTest`
                holds them, and writes them anew with `-Dgolden.update`.

                ## For each release

                In the domain's document, of options as `attach` and `filter` take them. Each cell is tried on that release's own libvirt:
                it defines what is rendered, keeps all of it, and is as before after `detach`.

                %s

                Where the versions are not known (`filter` without `--qemu-version` and `--libvirt-version`) devices get the form that
                all versions take that have the way at all. A native namespace is taken only where libvirt offers it with its QEMU,
                whatever the versions say; else it is one of the command line. A namespace on a block device is always a
                native one, but in a session of a libvirt that has none: on QEMU's command line libvirt lets guests of the
                system open no device that it does not know of.

                ## First versions

                %s

                A device that wants what is not there is refused; of `driver=auto` and `rendering=auto` the other form is taken.
                """.formatted(byRelease(), firstVersions());
    }

    private static String byRelease() {
        return markdown(
                row("Asked for", Release.values(), VersionTableTest::heading),
                Arrays.stream(RenderedWay.values())
                        .map(way -> row(
                                "`" + way.label() + "`", Release.values(), release -> way.form(release.platform()))));
    }

    private static String heading(Release release) {
        Platform platform = release.platform();
        return release.debian() + ": libvirt " + platform.libvirt().orElseThrow() + ", QEMU "
                + platform.qemu().orElseThrow();
    }

    private static String firstVersions() {
        return markdown(
                List.of("From", "On"),
                Arrays.stream(PlatformFeature.values())
                        .map(feature -> List.of(
                                feature.component() + " " + feature.first(),
                                // as code, where it is code
                                feature.description().replaceAll("<.+>|[a-z-]+=[a-z]+", "`$0`"))));
    }

    private static <T> List<String> row(String first, T[] columns, Function<T, String> cell) {
        return Stream.concat(Stream.of(first), Arrays.stream(columns).map(cell)).toList();
    }

    private static String markdown(List<String> headings, Stream<List<String>> rows) {
        List<String> rule = headings.stream().map(heading -> "---").toList();
        return Stream.concat(Stream.of(headings, rule), rows)
                .map(cells -> "| " + String.join(" | ", cells) + " |")
                .collect(Collectors.joining("\n"));
    }
}
