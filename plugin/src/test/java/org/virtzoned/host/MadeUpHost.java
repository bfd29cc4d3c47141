package org.virtzoned.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A host that is a folder, and files of the hook that are made up, to be installed on it. */
final class MadeUpHost {
    private final Path root;
    private final Path hooks;

    MadeUpHost(Path folder) throws IOException {
        this.root = Files.createDirectory(folder.resolve("root"));
        this.hooks = Files.createDirectory(folder.resolve("hooks"));
        writeHook("qemu.d/virt-zoned", "#!/usr/bin/python3 -IS\nprint()\n");
        writeHook("sbin/virt-zoned-lio", "#!/usr/bin/python3 -I\nprint()\n");
        writeHook("virt_zoned_lio/__init__.py", "");
        writeHook("virt_zoned_lio/lio.py", "\"\"\"LIO.\"\"\"\n");
        writeHook("apparmor/virt-zoned", "/dev/sg[0-9]* rwk,\n");
        writeHook("systemd/virt-zoned.conf", "[Unit]\n");
        writeHook("udev/61-virt-zoned.rules", "LABEL=\"end\"\n");
    }

    Path root() {
        return root;
    }

    HookInstallation installation() throws IOException {
        return new HookInstallation(HookResources.read(hooks), root);
    }

    HookReport install() throws IOException {
        return installation().install(Optional.empty());
    }

    HookReport install(HookPlace place) throws IOException {
        return installation().install(Optional.of(place));
    }

    HookReport remove() throws IOException {
        return installation().remove(false);
    }

    /** Sentences as they would be on a host that is no folder. */
    List<String> plain(List<String> sentences) {
        return sentences.stream().map(this::plain).toList();
    }

    String plain(String sentence) {
        return sentence.replace(root.toString(), "");
    }

    /** A check as a line: the result, the subject, what was found, and the remedy. */
    String line(HostCheck check) {
        return check.result() + " " + check.subject()
                + check.found().map(found -> ": " + plain(found)).orElse("")
                + check.remedy().map(remedy -> " -> " + plain(remedy)).orElse("");
    }

    void writeHook(String file, String text) throws IOException {
        write(hooks.resolve(file), text);
    }

    void deleteHook(String file) throws IOException {
        Files.delete(hooks.resolve(file));
    }

    void write(String path, String text) throws IOException {
        write(root.resolve(path), text);
    }

    /** A SCSI disk. */
    void disk(String name, String model, String address) throws IOException {
        write("sys/block/" + name + "/queue/zoned", model + "\n");
        makeFolder("sys/devices/" + address);
        Files.createSymbolicLink(root.resolve("sys/block/" + name + "/device"), root.resolve("sys/devices/" + address));
    }

    void makeFolder(String path) throws IOException {
        Files.createDirectories(root.resolve(path));
    }

    /** A program that is a line of shell. */
    void tool(String path, String line) throws IOException {
        write(path, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(root.resolve(path), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A program that notes what it is called with in the file {@code log}, says something, and exits. */
    void notingTool(String path, int status, String words) throws IOException {
        tool(path, "echo \"$*\" >> '" + root.resolve("log") + "'; echo '" + words + "'; exit " + status);
    }

    /** A daemon as /proc and its file of its process id show it. */
    void daemon(String name, int pid, Instant started) throws IOException {
        write("run/" + name + ".pid", pid + "\n");
        Files.setLastModifiedTime(root.resolve("run/" + name + ".pid"), FileTime.from(started));
        write("proc/" + pid + "/comm", name + "\n");
        write(
                "proc/" + pid + "/stat",
                pid + " (" + name + ") S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 4711 20 21\n");
    }

    boolean exists(String path) {
        return Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS);
    }

    String read(String path) throws IOException {
        return Files.readString(root.resolve(path));
    }

    String permissions(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(path)));
    }

    void setPermissions(String path, String permissions) throws IOException {
        Files.setPosixFilePermissions(root.resolve(path), PosixFilePermissions.fromString(permissions));
    }

    /** All files: their permissions, and what is in them. */
    Map<String, String> content() throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                String name = root.relativize(file).toString();
                content.put(name, permissions(name) + " " + read(name));
            }
        }
        return content;
    }

    private static void write(Path path, String text) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
