package org.virtzoned.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.virtzoned.device.SourcePath;

/**
 * A host of which {@code integration-tests/rig/record-sysfs} printed a record, unpacked to a folder: see {@code
 * src/test/resources/sysfs/README.md}. Nobody has its disks in a way that only opening them shows, unless it is said.
 */
public final class RecordedHost {
    private static final Path RECORDS = Path.of("src", "test", "resources", "sysfs");

    private final Path root;
    private Set<String> claimed = Set.of();

    private RecordedHost(Path root) {
        this.root = root;
    }

    /** An empty one. */
    public static RecordedHost none(Path folder) {
        return new RecordedHost(folder);
    }

    /**
     * Unpacks a record.
     *
     * @param name of its file, without its ending
     */
    public static RecordedHost unpack(String name, Path folder) {
        RecordedHost host = new RecordedHost(folder);
        try {
            Files.readAllLines(RECORDS.resolve(name + ".txt")).forEach(host::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return host;
    }

    /** Adds what a line of a record says. */
    public RecordedHost add(String line) {
        try {
            // Texts can hold what parts the others from their paths.
            if (line.contains("\t")) {
                int tab = line.indexOf('\t');
                Files.writeString(
                        made(line.substring(0, tab)),
                        line.substring(tab + 1) + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } else if (line.contains(" -> ")) {
                String[] link = line.split(" -> ", 2);
                Files.createSymbolicLink(made(link[0]), Path.of(link[1]));
            } else {
                String[] file = line.split(" = ?", 2);
                Files.write(made(file[0]), HexFormat.of().parseHex(file[1]));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
        return this;
    }

    /** Puts a text in the place of an attribute's. */
    public RecordedHost set(String path, String text) {
        remove(path);
        return add(path + "\t" + text);
    }

    public RecordedHost remove(String path) {
        try {
            Files.deleteIfExists(root.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Has disks used in a way that only opening them shows. */
    public RecordedHost claim(String... nodes) {
        claimed = Set.of(nodes);
        return this;
    }

    DiskRules rules() {
        return new DiskRules(HostTree.below(root), this::isClaimed);
    }

    HostSources sources() {
        return new HostSources(HostTree.below(root));
    }

    public ZonedBlockDevices reader() {
        return new ZonedBlockDevices(HostTree.below(root), this::isClaimed);
    }

    public List<ZonedBlockDevice> devices(RunningGuest... guests) {
        return reader().all(List.of(guests));
    }

    /** The device of a node. */
    public ZonedBlockDevice device(String node, RunningGuest... guests) {
        return devices(guests).stream()
                .filter(device -> device.names()
                        .node()
                        .map(SourcePath::text)
                        .filter(node::equals)
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no " + node));
    }

    private boolean isClaimed(Path node) {
        return claimed.contains("/" + root.relativize(node));
    }

    private Path made(String path) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return file;
    }
}
