package org.virtzoned.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The hook on this host: the script that libvirt runs, what it loads, and what keeps the host from being in a guest's way
 * or a guest from its devices. All of it is installed, or nothing where a file that virt-zoned did not install is in the way.
 */
public final class HookInstallation {
    private final Path root;
    private final HookLayout layout;
    private final PythonModules modules;
    private final HostTools tools;
    private final SeLinuxLabel label;
    private final HookLoading loading;

    public HookInstallation() {
        this(HookResources.builtIn(), Path.of("/"));
    }

    HookInstallation(HookResources resources, Path root) {
        this.root = root;
        this.layout = new HookLayout(resources, root);
        this.modules = new PythonModules(layout.pythonPackage());
        this.tools = new HostTools(root);
        this.label = new SeLinuxLabel(root, tools);
        this.loading = new HookLoading(root, layout, tools);
    }

    /** Whether the hook is not installed; false also where this user may not look. */
    public static boolean isMissing() {
        return isMissing(Path.of("/"));
    }

    static boolean isMissing(Path root) {
        return Stream.of(HookPlace.values()).allMatch(place -> Files.notExists(root.resolve(place.path())));
    }

    /**
     * Installs the hook, or brings it up to this version.
     *
     * @param known where libvirt looks for it; empty where that is not known
     * @throws HostException if something is in the way, and then nothing is changed; or if a file cannot be written
     */
    public HookReport install(Optional<HookPlace> known) {
        HookPlace place = known.orElseGet(this::placeAtHand);
        requireFree(place);
        List<LibvirtDaemon> aware = script(place).isEffective() ? loading.aware(place) : List.of();

        HookReport report = new HookReport();
        make(layout.backingFolders(), report);
        installProgram(report);
        installAppArmorRules(report);
        if (label.isWanted() && !label.isSet()) {
            label.set(report);
        }
        installDropIns(report);
        if (write(layout.udevRule(), report)) {
            reloadUdev(report);
        }
        // Last: libvirt runs it from now on, and the rest has to be there.
        if (write(script(place), report)) {
            aware.forEach(loading::note);
        }
        for (HookPlace other : HookPlace.values()) {
            if (other != place) {
                remove(script(other), report);
            }
        }
        loading.unaware(place).forEach(daemon -> loading.reload(daemon, report));
        return report;
    }

    /**
     * Removes the hook, and what was installed with it; never a backing file.
     *
     * @param force whether also while guests run that the hook is still to clean up after
     * @throws HostException if there are such guests, or a file cannot be removed
     */
    public HookReport remove(boolean force) {
        if (!force) {
            requireNoClaims();
        }
        HookReport report = new HookReport();
        // Before libvirt 6.5 a daemon that knows of the script fails to start a guest where it is gone.
        List<LibvirtDaemon> failing = script(HookPlace.ALONE).isOurs() ? LibvirtDaemon.running(root) : List.of();
        List<HookFile> files = new ArrayList<>(layout.all());
        Collections.reverse(files);
        Set<Path> removed = files.stream()
                .filter(file -> remove(file, report))
                .map(HookFile::path)
                .collect(Collectors.toSet());
        modules.removeOthers(Set.of(), report);
        modules.removeCompiled();
        if (inclusion().remove()) {
            report.done("Changed: " + additions() + ".");
        }
        label.forget();
        layout.removable().stream()
                .filter(HostFolder::removeIfEmpty)
                .forEach(folder -> report.done("Removed: folder " + folder.path() + "."));
        if (layout.dropIns().stream().map(HookFile::path).anyMatch(removed::contains)) {
            reloadSystemd(report);
        }
        if (removed.contains(layout.udevRule().path())) {
            reloadUdev(report);
        }
        failing.forEach(daemon -> loading.reload(daemon, report));
        loading.forget();
        return report;
    }

    /**
     * Looks at all of it.
     *
     * @param known where libvirt looks for the hook; empty where that is not known
     */
    public List<HostCheck> status(Optional<HookPlace> known) {
        return look(known).checks();
    }

    /** Looks at it check by check. */
    HookStatus look(Optional<HookPlace> known) {
        return new HookStatus(root, layout, tools, label, loading, known.orElseGet(this::placeAtHand));
    }

    private HookFile script(HookPlace place) {
        return layout.script(place);
    }

    /** Where it is; for a new one, where all libvirts but old ones look. */
    private HookPlace placeAtHand() {
        return script(HookPlace.ALONE).isOurs()
                        && !script(HookPlace.AMONG_OTHERS).isOurs()
                ? HookPlace.ALONE
                : HookPlace.AMONG_OTHERS;
    }

    private void requireFree(HookPlace place) {
        List<HookFile> wanted = new ArrayList<>(layout.program());
        wanted.add(layout.udevRule());
        wanted.add(script(place));
        if (layout.hasAppArmor()) {
            wanted.add(layout.appArmorRules());
        }
        if (layout.hasSystemd()) {
            wanted.addAll(layout.dropIns());
        }
        List<Path> foreign = wanted.stream()
                .filter(file -> file.state() == HookFile.State.FOREIGN)
                .map(HookFile::path)
                .toList();
        if (foreign.contains(script(HookPlace.ALONE).path())) {
            throw new HostException(
                    "Cannot install the hook: " + script(HookPlace.ALONE).path()
                            + " is not virt-zoned's, and libvirt before 6.5 runs one hook only.",
                    "Take it away, or take a newer libvirt, which runs several.");
        }
        if (!foreign.isEmpty()) {
            throw new HostException(
                    "Cannot install the hook: " + names(foreign) + (foreign.size() == 1 ? " is" : " are")
                            + " there, and not virt-zoned's.",
                    "Take " + (foreign.size() == 1 ? "it" : "them") + " away first.");
        }
    }

    private static String names(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    private void installProgram(HookReport report) {
        List<HookFile> files = layout.program();
        boolean changed = false;
        for (HookFile file : files) {
            changed |= write(file, report);
        }
        changed |= modules.removeOthers(files.stream().map(HookFile::path).collect(Collectors.toSet()), report);
        if (changed) {
            modules.removeCompiled();
        }
    }

    private void installAppArmorRules(HookReport report) {
        if (!layout.hasAppArmor()) {
            return;
        }
        write(layout.appArmorRules(), report);
        if (!new AppArmorRules(layout.appArmor()).isIncluded()) {
            inclusion().add();
            report.done("Changed: " + additions() + ".");
        }
    }

    private void installDropIns(HookReport report) {
        if (!layout.hasSystemd()) {
            return;
        }
        boolean changed = false;
        for (HookFile file : layout.dropIns()) {
            changed |= write(file, report);
        }
        if (changed) {
            reloadSystemd(report);
        }
    }

    private static void make(List<HostFolder> folders, HookReport report) {
        folders.stream().filter(HostFolder::make).forEach(folder -> report.done("Made: folder " + folder.path() + "."));
    }

    /** @return whether it was not there as it is now */
    private static boolean write(HookFile file, HookReport report) {
        HookFile.State before = file.state();
        if (before == HookFile.State.CURRENT) {
            return false;
        }
        HostFolder.open(file.path().getParent()).make();
        file.write();
        report.done((before == HookFile.State.ABSENT ? "Installed: " : "Replaced: ") + file.path() + ".");
        return true;
    }

    private static boolean remove(HookFile file, HookReport report) {
        if (!file.remove()) {
            return false;
        }
        report.done("Removed: " + file.path() + ".");
        return true;
    }

    private void requireNoClaims() {
        Path folder = root.resolve("run/virt-zoned/claims");
        try {
            int claims = HostFolder.list(folder).size();
            if (claims > 0) {
                throw new HostException(
                        "Cannot remove the hook: guests with zoned devices run (" + folder + " holds " + claims
                                + (claims == 1 ? " claim" : " claims")
                                + "), and only the hook cleans up after them.",
                        "Shut them down first ('virt-zoned-lio show' lists them), or add --force.");
            }
        } catch (IOException e) {
            throw HostException.failed("read", folder, e);
        }
    }

    private Path additions() {
        return layout.appArmor().resolve(AppArmorRules.LOCAL_ADDITIONS);
    }

    private AppArmorInclusion inclusion() {
        return new AppArmorInclusion(additions());
    }

    private void reloadSystemd(HookReport report) {
        if (layout.runsSystemd()) {
            tools.run("systemctl", "daemon-reload").ifPresent(failure -> report.warn(failure + "."));
        }
    }

    private void reloadUdev(HookReport report) {
        if (layout.runsUdev() && tools.has("udevadm")) {
            tools.run("udevadm", "control", "--reload").ifPresent(failure -> report.warn(failure + "."));
        }
    }
}
