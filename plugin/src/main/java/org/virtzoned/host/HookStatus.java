package org.virtzoned.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        checks.addAll(ofHook());
        if (layout.hasAppArmor()) {
            checks.addAll(ofAppArmor());
        }
        if (label.isWanted()) {
            checks.add(labelled());
        }
        if (layout.hasSystemd()) {
            checks.add(files("for the systemd drop-ins", layout.dropIns()));
        }
        checks.add(files("for the udev rule", List.of(layout.udevRule())));
        checks.add(python());
        checks.add(new Rtslib(tools).check().tolerated());
        checks.add(new TcmuRunner(root, layout, tools).check().tolerated());
        return checks;
    }

    /** The hook itself: what libvirt runs, and that it does. */
    List<HostCheck> ofHook() {
        List<HostCheck> checks = new ArrayList<>();
        checks.add(files("for the hook", List.of(layout.script(place))));
        checks.add(files("for the hook's program", layout.program()));
        if (layout.script(place).isEffective()) {
            checks.add(loaded());
        }
        return checks;
    }

    List<HostCheck> ofAppArmor() {
        return List.of(files("for the AppArmor rules", List.of(layout.appArmorRules())), included());
    }

    /** The first of the files that is not as it should be speaks for all. */
    private static HostCheck files(String subject, List<HookFile> files) {
        for (HookFile.State state : List.of(
                HookFile.State.FOREIGN,
                HookFile.State.ABSENT,
                HookFile.State.NOT_EXECUTABLE,
                HookFile.State.HIDDEN,
                HookFile.State.OUTDATED)) {
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
            case NOT_EXECUTABLE -> HostCheck.fail(subject, path + " is not executable", INSTALL);
            case OUTDATED -> HostCheck.warn(subject, path + " differs from this version's", INSTALL);
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
                "Run: " + loading.command(daemon) + HookLoading.SHOWN);
    }

    private HostCheck included() {
        String subject = "that libvirt includes the AppArmor rules";
        return new AppArmorRules(layout.appArmor()).isIncluded()
                ? HostCheck.pass(subject)
                : HostCheck.fail(subject, layout.appArmor().resolve(AppArmorRules.ABSTRACTION) + " does not", INSTALL);
    }

    HostCheck labelled() {
        String subject = "for the SELinux label of " + HookLayout.NAMESPACE_FOLDER;
        return label.isSet() ? HostCheck.pass(subject) : HostCheck.warn(subject, "it is not svirt_image_t", INSTALL);
    }

    HostCheck python() {
        String subject = "for Python";
        return tools.has("python3")
                ? HostCheck.pass(subject)
                : HostCheck.fail(subject, "there is no /usr/bin/python3, which the hook is run by", "Install python3");
    }
}
