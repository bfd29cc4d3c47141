package org.virtzoned.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The running kernel: what it can do, found in files only. */
final class Kernel {
    private final Path root;
    private final String release;
    private final KernelModules modules;
    private Optional<KernelConfiguration> configuration;

    Kernel(Path root) {
        this.root = root;
        this.release = release(root);
        this.modules = new KernelModules(root, release);
    }

    HostCheck check(KernelFeature feature) {
        return feature.module().map(module -> module(feature, module)).orElseGet(() -> option(feature));
    }

    private HostCheck module(KernelFeature feature, String module) {
        String subject = "for the module " + module;
        KernelModules.Presence presence = modules.presence(module);
        if (presence == KernelModules.Presence.LOADABLE && isClosed()) {
            return HostCheck.fail(
                    subject, "it is not loaded, and the kernel takes no more modules", "Load it at boot, before that");
        }
        if (presence != KernelModules.Presence.ABSENT) {
            return HostCheck.pass(subject, presence.words());
        }
        Optional<KernelConfiguration> built = configuration();
        if (built.filter(options -> options.isBuiltIn(feature.option())).isPresent()) {
            return HostCheck.pass(subject, KernelModules.Presence.BUILT_IN.words());
        }
        if (built.filter(options -> options.isUnset(feature.option())).isPresent()) {
            return unset(subject, feature);
        }
        if (!Files.isDirectory(modules.folder())) {
            return HostCheck.fail(
                    subject,
                    modules.folder() + " is not there",
                    "Was the running kernel's package removed by an upgrade? Then reboot");
        }
        return HostCheck.fail(
                subject,
                "it is not in " + modules.folder(),
                "Install the kernel's package again, or the one of its other modules (Ubuntu: linux-modules-extra-"
                        + release + "); or boot a kernel with " + feature.option());
    }

    private HostCheck option(KernelFeature feature) {
        String subject = "for zoned block devices in the kernel";
        Optional<KernelConfiguration> built = configuration();
        if (built.isEmpty()) {
            return HostCheck.warn(
                    subject,
                    "the kernel's configuration is not to be found in /boot, /lib/modules or /proc",
                    "It has to have " + feature.option() + "=y");
        }
        return built.get().isUnset(feature.option()) ? unset(subject, feature) : HostCheck.pass(subject);
    }

    private HostCheck unset(String subject, KernelFeature feature) {
        return HostCheck.fail(
                subject,
                "the kernel " + release + " is built without " + feature.option(),
                "Boot one that has it (Debian: linux-image-amd64, not the one for clouds)");
    }

    /** Whether modules can no longer be loaded (Documentation/admin-guide/sysctl/kernel.rst, modules_disabled). */
    private boolean isClosed() {
        return text(root.resolve("proc/sys/kernel/modules_disabled")).equals("1");
    }

    private Optional<KernelConfiguration> configuration() {
        if (configuration == null) {
            configuration = KernelConfiguration.find(root, release);
        }
        return configuration;
    }

    private static String release(Path root) {
        return text(root.resolve("proc/sys/kernel/osrelease"));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
