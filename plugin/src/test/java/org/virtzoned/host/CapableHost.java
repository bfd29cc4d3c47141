package org.virtzoned.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A Debian 13 in a folder, with all that ways of attaching need of it, for tests of other packages to take things from. */
public final class CapableHost {
    private final MadeUpHost host;

    public CapableHost(Path folder) throws IOException {
        host = new MadeUpHost(folder);
        RecordedKernel.TRIXIE.runOn(host);
        host.write("etc/apparmor.d/abstractions/libvirt-qemu", "include if exists <abstractions/libvirt-qemu.d>\n");
        host.write("proc/self/mounts", "none /sys/kernel/config configfs rw 0 0\n");
        host.makeFolder("etc/target");
        host.tool("usr/bin/python3", "[ \"$*\" = '-I -c import rtslib_fb' ]");
        host.tool("usr/bin/tcmu-runner", "exit 1");
        host.write("proc/8/comm", "tcmu-runner\n");
        host.write("usr/lib/x86_64-linux-gnu/tcmu-runner/handler_file_zbc.so", "");
        host.disk("sda", "host-managed", "6:0:0:0");
        host.write("proc/cpuinfo", "flags\t\t: fpu lm svm\n");
        new HookInstallation(HookResources.builtIn(), host.root()).install(Optional.empty());
    }

    public HostExamination examine() {
        return new HostExamination(host.root());
    }

    /** Takes a file away. */
    public void delete(String path) throws IOException {
        Files.delete(host.root().resolve(path));
    }

    /** Sets the permissions of a file, as {@code ls} shows them. */
    public void setPermissions(String path, String permissions) throws IOException {
        host.setPermissions(path, permissions);
    }

    /** Has it run a libvirt daemon that started long before the hook was installed. */
    public void runAnOldDaemon() throws IOException {
        host.daemon("libvirtd", 7, Instant.EPOCH);
    }

    /** Has it run a kernel that has neither zoned disks nor LIO. */
    public void runAKernelWithoutZones() throws IOException {
        RecordedKernel.MONOLITHIC.runOn(host);
    }

    /** Checks as lines, with paths as they would be on a host that is no folder. */
    public List<String> lines(List<HostCheck> checks) {
        return checks.stream().map(host::line).toList();
    }
}
