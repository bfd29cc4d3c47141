package org.virtzoned.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where the hook's files, and what goes with it, are on a host. */
final class HookLayout {
    static final String NAMESPACE_FOLDER = "/var/lib/libvirt/zoned/nvme";

    private static final String HOOKS = "etc/libvirt/hooks";
    private static final String PACKAGE = "virt_zoned_lio";
    private static final List<String> DAEMONS = List.of("libvirtd", "virtqemud");

    private final HookResources resources;
    private final Path root;

    HookLayout(HookResources resources, Path root) {
        this.resources = resources;
        this.root = root;
    }

    /** The script that libvirt runs. */
    HookFile script(HookPlace place) {
        // libvirt runs all that is executable in the folder of scripts, so that one is not drafted there.
        return HookFile.script(root.resolve(place.path()), root.resolve(HOOKS), resources.get("qemu.d/virt-zoned"));
    }

    /** What the script loads, and the administrator's command. */
    List<HookFile> program() {
        List<HookFile> files = new ArrayList<>();
        for (String name : resources.names()) {
            if (name.startsWith(PACKAGE + "/") && name.endsWith(".py")) {
                files.add(HookFile.data(library().resolve(name), resources.get(name)));
            }
        }
        Path command = root.resolve("usr/local/sbin/virt-zoned-lio");
        files.add(HookFile.script(command, command.getParent(), resources.get("sbin/virt-zoned-lio")));
        return files;
    }

    HookFile appArmorRules() {
        return HookFile.data(appArmor().resolve(AppArmorRules.RULES), resources.get("apparmor/virt-zoned"));
    }

    /** For either daemon: which of them runs can change, and a drop-in without its unit does nothing. */
    List<HookFile> dropIns() {
        return DAEMONS.stream()
                .map(daemon -> HookFile.data(
                        root.resolve("etc/systemd/system/" + daemon + ".service.d/virt-zoned.conf"),
                        resources.get("systemd/virt-zoned.conf")))
                .toList();
    }

    HookFile udevRule() {
        return HookFile.data(
                root.resolve("etc/udev/rules.d/61-virt-zoned.rules"), resources.get("udev/61-virt-zoned.rules"));
    }

    /** Everything that any host can have of ours, in the order of its installation. */
    List<HookFile> all() {
        return Stream.of(
                        program().stream(),
                        Stream.of(appArmorRules(), udevRule()),
                        dropIns().stream(),
                        Stream.of(HookPlace.values()).map(this::script))
                .flatMap(files -> files)
                .toList();
    }

    /** Where AppArmor's configuration is. */
    Path appArmor() {
        return root.resolve("etc/apparmor.d");
    }

    Path pythonPackage() {
        return library().resolve(PACKAGE);
    }

    /** The folders for backing files. */
    List<HostFolder> backingFolders() {
        Path namespaces = root.resolve(NAMESPACE_FOLDER.substring(1));
        return List.of(HostFolder.passable(namespaces.getParent()), HostFolder.passable(namespaces));
    }

    /** The folders that go when nothing is left in them, each before the one that it is in. */
    List<HostFolder> removable() {
        List<HostFolder> folders = new ArrayList<>();
        folders.add(HostFolder.open(root.resolve(HookPlace.AMONG_OTHERS.path()).getParent()));
        dropIns().forEach(file -> folders.add(HostFolder.open(file.path().getParent())));
        folders.add(HostFolder.open(appArmorRules().path().getParent()));
        folders.add(HostFolder.open(pythonPackage()));
        folders.add(HostFolder.open(library()));
        List<HostFolder> backing = backingFolders();
        folders.add(backing.get(1));
        folders.add(backing.get(0));
        return folders;
    }

    boolean hasAppArmor() {
        return Files.exists(appArmor().resolve(AppArmorRules.ABSTRACTION));
    }

    boolean hasSystemd() {
        return runsSystemd() || Files.isDirectory(root.resolve("etc/systemd"));
    }

    boolean runsSystemd() {
        return Files.isDirectory(root.resolve("run/systemd/system"));
    }

    boolean runsUdev() {
        return Files.exists(root.resolve("run/udev/control"));
    }

    private Path library() {
        return root.resolve("usr/local/lib/virt-zoned");
    }
}
