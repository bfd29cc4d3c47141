package org.virtzoned.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What of the hook is in order on a host, a check each; what a host of its kind has no use for is not looked at. */
final class HookStatus {
    private static final String INSTALL = "Run: virt-zoned hooks install";

    private final Path root;
    private final HookLayout layout;
    private final HostTools tools;
    private final SeLinuxLabel label;
    private final HookLoading loading;
    private final HookPlace place;

    HookStatus(
            Path root, HookLayout layout, HostTools tools, SeLinuxLabel label, HookLoading loading, HookPlace place) {
        this.root = root;
        this.layout = layout;
        this.tools = tools;
        this.label = label;
        this.loading = loading;
        this.place = place;
    }

    List<HostCheck> checks() {
        List<HostCheck> checks = new ArrayList<>();
        checks.add(files("for the hook", List.of(layout.script(place))));
        checks.add(files("for the hook's program", layout.program()));
        if (layout.script(place).isOurs()) {
            checks.add(loaded());
        }
        if (layout.hasAppArmor()) {
            checks.add(files("for the AppArmor rules", List.of(layout.appArmorRules())));
            checks.add(included());
        }
        if (label.isWanted()) {
            checks.add(labelled());
        }
        if (layout.hasSystemd()) {
            checks.add(files("for the systemd drop-ins", layout.dropIns()));
        }
        checks.add(files("for the udev rule", List.of(layout.udevRule())));
        checks.add(python());
        checks.add(rtslib());
        checks.add(tcmuRunner());
        return checks;
    }

    /** The first of the files that is not as it should be speaks for all. */
    private static HostCheck files(String subject, List<HookFile> files) {
        for (HookFile.State state : List.of(
                HookFile.State.FOREIGN, HookFile.State.ABSENT, HookFile.State.HIDDEN, HookFile.State.OUTDATED)) {
            Optional<HookFile> found =
                    files.stream().filter(file -> file.state() == state).findFirst();
            if (found.isPresent()) {
                return file(subject, found.get().path(), state);
            }
        }
        return HostCheck.pass(subject);
    }

    private static HostCheck file(String subject, Path path, HookFile.State state) {
        return switch (state) {
            case ABSENT -> HostCheck.fail(subject, path + " is not there", INSTALL);
            case FOREIGN ->
                HostCheck.fail(
                        subject, path + " is not virt-zoned's", "Take it away, then run: virt-zoned hooks install");
            case OUTDATED -> HostCheck.warn(subject, path + " is of another version of virt-zoned", INSTALL);
            case HIDDEN -> HostCheck.warn(subject, path + " is not for you to see", "Ask as root");
            case CURRENT -> HostCheck.pass(subject);
        };
    }

    private HostCheck loaded() {
        String subject = "that libvirt has loaded the hook";
        List<LibvirtDaemon> unaware = loading.unaware(place);
        if (unaware.isEmpty()) {
            return HostCheck.pass(subject);
        }
        LibvirtDaemon daemon = unaware.get(0);
        return HostCheck.warn(
                subject,
                daemon.name() + " (process " + daemon.pid() + ") is not known to have",
                "Run: " + loading.command(daemon));
    }

    private HostCheck included() {
        String subject = "that libvirt includes the AppArmor rules";
        return new AppArmorRules(layout.appArmor()).isIncluded()
                ? HostCheck.pass(subject)
                : HostCheck.fail(subject, layout.appArmor().resolve(AppArmorRules.ABSTRACTION) + " does not", INSTALL);
    }

    private HostCheck labelled() {
        String subject = "for the SELinux label of " + HookLayout.NAMESPACE_FOLDER;
        return label.isSet() ? HostCheck.pass(subject) : HostCheck.warn(subject, "it is not svirt_image_t", INSTALL);
    }

    private HostCheck python() {
        String subject = "for Python";
        return tools.has("python3")
                ? HostCheck.pass(subject)
                : HostCheck.fail(subject, "there is no /usr/bin/python3, which the hook is run by", "Install python3");
    }

    /** Newer releases of it have another name. */
    private HostCheck rtslib() {
        String subject = "for rtslib";
        return Stream.of("rtslib_fb", "rtslib").anyMatch(module -> tools.ask("python3", "-I", "-c", "import " + module)
                        .isPresent())
                ? HostCheck.pass(subject)
                : HostCheck.warn(
                        subject,
                        "Python has no rtslib_fb: no vhost-scsi, no emulated ZBC disk",
                        "Install python3-rtslib-fb (Debian) or python3-rtslib (Fedora)");
    }

    private HostCheck tcmuRunner() {
        String subject = "for tcmu-runner";
        if (!tools.has("tcmu-runner")) {
            return HostCheck.warn(subject, "it is not installed: no emulated ZBC disk", "Install tcmu-runner");
        }
        return isRunning("tcmu-runner")
                ? HostCheck.pass(subject)
                : HostCheck.warn(
                        subject,
                        "it does not run: no emulated ZBC disk",
                        layout.runsSystemd() ? "Run: systemctl start tcmu-runner" : "Start it");
    }

    private boolean isRunning(String program) {
        try (Stream<Path> processes = Files.list(root.resolve("proc"))) {
            return processes
                    .map(process -> process.resolve("comm"))
                    .filter(Files::isReadable)
                    .anyMatch(comm -> name(comm).equals(program));
        } catch (IOException e) {
            return false;
        }
    }

    private static String name(Path comm) {
        try {
            return Files.readString(comm).strip();
        } catch (IOException e) {
            // The process ended meanwhile.
            return "";
        }
    }
}
