package org.virtzoned.host;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What ways of attaching need of this host, a check each; each is made once, when it is first asked for. Nothing is loaded,
 * started or changed for it. What fails is for the caller to judge: not every way needs everything.
 */
public final class HostExamination {
    private final Path root;
    private final HostTools tools;
    private final HookLayout layout;
    private final HookInstallation installation;
    private final Kernel kernel;
    private final Map<String, HostCheck> made = new HashMap<>();

    public HostExamination() {
        this(Path.of("/"));
    }

    /** @param root the host's root folder; another than {@code /} for a host that is looked at from outside */
    public HostExamination(Path root) {
        HookResources resources = HookResources.builtIn();
        this.root = root;
        this.tools = new HostTools(root);
        this.layout = new HookLayout(resources, root);
        this.installation = new HookInstallation(resources, root);
        this.kernel = new Kernel(root);
    }

    public HostCheck kernel(KernelFeature feature) {
        return once(feature.name(), () -> kernel.check(feature));
    }

    /**
     * Whether KVM runs a guest, by trying it.
     *
     * @param emulator QEMU's program; empty where there is none to try it with
     */
    public HostCheck kvm(Optional<Path> emulator) {
        return once("kvm", () -> new KvmTrial(root, kernel).check(emulator));
    }

    /**
     * Whether the hook is there, of this version, and known to libvirt.
     *
     * @param known where libvirt looks for it; empty where that is not known
     */
    public HostCheck hook(Optional<HookPlace> known) {
        return once("hook", () -> worst(installation.look(known).ofHook()));
    }

    /** Whether the hook is not installed; false also where this user may not look. */
    public boolean lacksHook() {
        return HookInstallation.isMissing(root);
    }

    /** Whether the AppArmor rules are there, of this version, and included by libvirt. */
    public HostCheck appArmorRules() {
        return once("apparmor", () -> worst(installation.look(Optional.empty()).ofAppArmor()));
    }

    /** Whether the folder of emulated namespaces has the label that SELinux lets guests use. */
    public HostCheck seLinuxLabel() {
        return once(
                "selinux", () -> installation.look(Optional.empty()).labelled().about("for the SELinux label"));
    }

    /** Whether the hook can use LIO. */
    public HostCheck rtslib() {
        return once("rtslib", () -> {
            HostCheck python = installation.look(Optional.empty()).python();
            return python.result() == HostCheck.Result.PASS ? new Rtslib(tools).check() : python;
        });
    }

    public HostCheck configfs() {
        return once("configfs", () -> new Configfs(root, kernel).check());
    }

    /** Whether LIO has a folder for what it remembers. */
    public HostCheck lioFolder() {
        return once("folder", () -> new LioFolder(root).check());
    }

    /** Whether tcmu-runner runs. */
    public HostCheck tcmuRunner() {
        return once("runner", () -> new TcmuRunner(root, layout, tools).check());
    }

    public HostCheck zbcHandler() {
        return once("handler", () -> new TcmuRunner(root, layout, tools).checkHandler());
    }

    /** Whether there is a zoned SCSI disk that the host does not use itself. */
    public HostCheck scsiDisk() {
        return once("disk", () -> new FreeZonedDisks(HostTree.below(root)).checkScsi());
    }

    /** Whether there is a zoned block device that the host does not use itself. */
    public HostCheck blockDevice() {
        return once("device", () -> new FreeZonedDisks(HostTree.below(root)).checkAny());
    }

    private HostCheck once(String name, Supplier<HostCheck> check) {
        HostCheck before = made.get(name);
        if (before == null) {
            before = check.get();
            made.put(name, before);
        }
        return before;
    }

    /** The first that fails, else the first with a warning, else the first. */
    private static HostCheck worst(List<HostCheck> checks) {
        return Stream.of(HostCheck.Result.FAIL, HostCheck.Result.WARN, HostCheck.Result.PASS)
                .flatMap(result -> checks.stream().filter(check -> check.result() == result))
                .findFirst()
                .orElseThrow();
    }
}
