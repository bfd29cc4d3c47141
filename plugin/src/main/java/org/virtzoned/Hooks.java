package org.virtzoned;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.virtzoned.domainxml.Version;
import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.VirtZonedException;
import org.virtzoned.host.EffectiveUser;
import org.virtzoned.host.HookInstallation;
import org.virtzoned.host.HookPlace;
import org.virtzoned.host.HookReport;
import org.virtzoned.host.HostCheck;
import org.virtzoned.libvirt.LibvirtConnection;
import org.virtzoned.libvirt.LibvirtFailure;
import org.virtzoned.lio.LioProgram;

/** The hook that prepares this host for guests with zoned devices: installed, removed, looked at. */
public final class Hooks {
    private static final String SYSTEM = "qemu:///system";

    private static final Path POLICY = Path.of("/etc/virt-zoned/policy.conf");

    /** The first that runs several hooks. */
    private static final Version SEVERAL_HOOKS = Version.of(6, 5);

    private final String uri;

    private Hooks(String uri) {
        this.uri = uri;
    }

    /** Of the system's libvirt. */
    public static Hooks ofSystem() {
        return of(SYSTEM);
    }

    /**
     * Of the libvirt of a URI.
     *
     * @throws VirtZonedException if that is on another host
     */
    public static Hooks of(String uri) {
        if (!LibvirtConnection.isLocal(uri)) {
            throw new VirtZonedException(
                    ErrorCode.UNSUPPORTED,
                    "Cannot look after the hook of '" + uri + "': it is not on this host.",
                    "Run virt-zoned there.");
        }
        return new Hooks(uri);
    }

    /**
     * Installs the hook, or brings it up to this version.
     *
     * @throws VirtZonedException if a file that virt-zoned did not install is in the way; nothing is changed then
     */
    public HookReport install() {
        requireRoot("install");
        return new HookInstallation().install(place());
    }

    /**
     * Removes the hook.
     *
     * @param force whether also while guests with zoned devices run
     * @throws VirtZonedException if such guests run
     */
    public HookReport remove(boolean force) {
        requireRoot("remove");
        return new HookInstallation().remove(force);
    }

    /** What is in order, and what is not. */
    public List<HostCheck> status() {
        List<HostCheck> checks = new ArrayList<>(new HookInstallation().status(place()));
        policy(POLICY, new LioProgram()).ifPresent(checks::add);
        return checks;
    }

    /** What the hook's program says of the host's policy; nothing where there is no policy, or no program to read it. */
    static Optional<HostCheck> policy(Path file, LioProgram program) {
        if (Files.notExists(file) || !program.isInstalled()) {
            return Optional.empty();
        }
        String subject = "for the policy, " + file;
        try {
            program.requirePolicy();
            return Optional.of(HostCheck.pass(subject));
        } catch (VirtZonedException e) {
            return Optional.of(new HostCheck(
                    subject,
                    HostCheck.Result.FAIL,
                    Optional.of(HookVerdict.phrase(e.getMessage())),
                    e.remedy().map(HookVerdict::phrase)));
        }
    }

    /** By libvirt's version, where a libvirt answers. */
    private Optional<HookPlace> place() {
        try (LibvirtConnection connection = LibvirtConnection.open(Optional.of(uri), true)) {
            return connection.platform().libvirt().map(Hooks::placeBy);
        } catch (LibvirtFailure e) {
            return Optional.empty();
        }
    }

    /** Where a libvirt of a version looks for it. */
    static HookPlace placeBy(Version libvirt) {
        return libvirt.compareTo(SEVERAL_HOOKS) < 0 ? HookPlace.ALONE : HookPlace.AMONG_OTHERS;
    }

    private static void requireRoot(String act) {
        if (!EffectiveUser.isRoot()) {
            throw new VirtZonedException(
                    ErrorCode.HOST,
                    "Cannot " + act + " the hook: the user is " + EffectiveUser.id() + ", expected root (0).",
                    "Run it as root: sudo virt-zoned hooks " + act);
        }
    }
}
