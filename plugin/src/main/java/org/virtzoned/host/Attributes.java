package org.virtzoned.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;
import org.virtzoned.device.ByteSize;

/**
 * A folder of attributes, a file each, as sysfs and configfs have them (Documentation/filesystems/sysfs.rst). One that
 * cannot be read counts as not there: the kernel says so of what a device does not have, and devices go at any time.
 */
record Attributes(Path folder) {
    private static final int SECTOR_BYTES = 512;

    Attributes below(String name) {
        return new Attributes(folder.resolve(name));
    }

    boolean has(String name) {
        return Files.exists(folder.resolve(name));
    }

    /** The text of an attribute, without the blanks or NULs that fields are filled up with; empty where that is all. */
    Optional<String> text(String name) {
        return bytes(name)
                .map(bytes -> stripped(new String(bytes, StandardCharsets.UTF_8)))
                .filter(text -> !text.isEmpty());
    }

    OptionalLong number(String name) {
        return text(name)
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElse(OptionalLong.empty());
    }

    /** A number of bytes; empty where it is 0. */
    Optional<ByteSize> size(String name) {
        OptionalLong number = number(name);
        return number.orElse(0) > 0 ? Optional.of(new ByteSize(number.getAsLong())) : Optional.empty();
    }

    /**
     * A number of sectors, as bytes; empty where it is 0. sysfs counts in sectors of 512, whatever the disk's logical
     * blocks are (Documentation/ABI/stable/sysfs-block).
     */
    Optional<ByteSize> sectors(String name) {
        OptionalLong number = number(name);
        return number.orElse(0) > 0
                ? Optional.of(new ByteSize(Math.multiplyExact(number.getAsLong(), SECTOR_BYTES)))
                : Optional.empty();
    }

    Optional<byte[]> bytes(String name) {
        try {
            return Optional.of(Files.readAllBytes(folder.resolve(name)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The names of what is in a folder, in their order; none where it is not there. */
    List<String> entries(String name) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.resolve(name))) {
            return StreamSupport.stream(entries.spliterator(), false)
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    static String stripped(String text) {
        return text.replace('\0', ' ').strip();
    }
}
