package org.virtzoned;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.virtzoned.device.HostDisk;
import org.virtzoned.device.ImageFormat;
import org.virtzoned.device.NvmeRendering;
import org.virtzoned.device.NvmeZnsDevice;
import org.virtzoned.device.UnmanagedTarget;
import org.virtzoned.device.VhostScsiDevice;
import org.virtzoned.device.VhostScsiSource;
import org.virtzoned.device.VirtioBlkDevice;
import org.virtzoned.device.VirtioScsiDevice;
import org.virtzoned.device.ZbcDisk;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.domainxml.DeviceFault;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.domainxml.Platform;
import org.virtzoned.domainxml.PlatformFeature;
import org.virtzoned.error.ShellCommand;
import org.virtzoned.error.VirtZonedException;
import org.virtzoned.host.BackingFile;
import org.virtzoned.host.HookInstallation;
import org.virtzoned.host.HookPlace;
import org.virtzoned.host.HostCheck;
import org.virtzoned.host.HostExamination;
import org.virtzoned.host.NamespaceBacking;
import org.virtzoned.libvirt.DomainDefinition;
import org.virtzoned.libvirt.LibvirtConnection;
import org.virtzoned.lio.StartRefusal;
import org.virtzoned.lio.StartRefusal.Subject;

/** Looks at what stands in a domain, and at what of this host it names: a check each, or several where several fail. */
final class DomainChecks {
    private static final Path VHOST_TARGETS = Path.of("/sys/kernel/config/target/vhost");

    private final LibvirtConnection connection;
    private final LioHost lio;
    private final Platform platform;
    private final DomainDocument document;
    private final Optional<DomainDocument> live;
    private final DomainDevices domain;
    private final OnHost onHost;
    private final HookVerdict verdict;
    private final DiskRequests disks;
    private final List<HostCheck> checks = new ArrayList<>();

    DomainChecks(
            LibvirtConnection connection,
            LioHost lio,
            DomainDefinition definition,
            DomainDevices domain,
            OnHost onHost,
            HookVerdict verdict) {
        this.connection = connection;
        this.lio = lio;
        this.platform = connection.platform();
        this.document = DomainDocument.parse(definition.xml());
        this.live = definition.liveXml().map(DomainDocument::parse);
        this.domain = domain;
        this.onHost = onHost;
        this.verdict = verdict;
        this.disks = new DiskRequests(connection, document, false);
    }

    /** None for a domain without zoned devices. */
    List<HostCheck> all() {
        List<String> unrecorded = document.unrecorded();
        if (domain.all().isEmpty() && unrecorded.isEmpty()) {
            return List.of();
        }
        checkRecord(unrecorded);
        checkOriginal();
        if (connection.isLocalSystem()) {
            checks.add(hook(
                    new HostExamination(),
                    platform.libvirt().map(Hooks::placeBy),
                    domain.all().stream().anyMatch(DomainChecks::needsLio)));
        }
        checkPolicy();
        // A missing hook was reported above.
        verdict.unknown()
                .filter(check -> !(connection.isLocalSystem() && HookInstallation.isMissing()))
                .ifPresent(checks::add);
        onHost.problem()
                .ifPresent(problem -> checks.add(HostCheck.warn(
                        "for what is live on this host",
                        HookVerdict.phrase(problem),
                        "Ask as root, or run: virt-zoned hooks status")));
        Map<ZonedDevice, List<String>> places = document.placeCollisions();
        Map<ZonedDevice, List<String>> identifiers = document.identifierCollisions();
        List<DeviceFault> faults = document.faults(platform);
        List<ZonedDevice> unplugged =
                live.map(DomainDocument::incompleteDevices).orElse(List.of());
        for (ZonedDevice device : domain.all()) {
            DeviceChecks ofDevice = new DeviceChecks(device);
            places.getOrDefault(device, List.of()).forEach(ofDevice::failRepairable);
            identifiers.getOrDefault(device, List.of()).forEach(ofDevice::failIdentifier);
            ofDevice.checkElements(faults);
            ofDevice.checkPlugged(unplugged.contains(device));
            if (connection.isLocal()) {
                device.accept(ofDevice);
                ofDevice.checkLive();
            }
            ofDevice.conclude();
        }
        checks.addAll(new ForbiddenOperations(live.orElse(document)).checks());
        return checks;
    }

    private void checkRecord(List<String> unrecorded) {
        String subject = "for the record of its zoned devices";
        Optional<StartRefusal> twice = verdict.ofDomain().stream()
                .filter(refusal -> refusal.subject() == Subject.RECORD)
                .findFirst();
        if (!unrecorded.isEmpty()) {
            checks.add(HostCheck.fail(
                    subject,
                    "it lacks what the domain has: " + String.join(", ", unrecorded),
                    "Run: " + ShellCommand.of("virt-zoned", "repair", domain.domain())));
        } else if (twice.isPresent()) {
            checks.add(failure(subject, twice.get(), ""));
        }
    }

    /** Of the whole domain only the hook's program tells it: no user but root may have to read it. */
    private void checkPolicy() {
        verdict.ofDomain().stream()
                .filter(refusal -> refusal.subject() == Subject.POLICY)
                .forEach(refusal -> checks.add(failure("for the host's policy", refusal, "")));
    }

    /** @param before what the message begins with that the subject says already */
    private static HostCheck failure(String subject, StartRefusal refusal, String before) {
        String message =
                refusal.message().startsWith(before) ? refusal.message().substring(before.length()) : refusal.message();
        return new HostCheck(
                subject,
                HostCheck.Result.FAIL,
                Optional.of(HookVerdict.phrase(message)),
                refusal.remedy().map(HookVerdict::phrase));
    }

    private void checkOriginal() {
        String subject = "that domain '" + domain.domain() + "' is no clone";
        checks.add(
                document.isClone()
                        ? HostCheck.fail(
                                subject,
                                "its zoned devices were made for another domain",
                                "Run: " + ShellCommand.of("virt-zoned", "repair", "--rebind", domain.domain()))
                        : HostCheck.pass(subject));
    }

    /**
     * Without it guests start that need nothing of LIO's, unguarded.
     *
     * @param place where libvirt looks for it; empty where that is not known
     */
    static HostCheck hook(HostExamination host, Optional<HookPlace> place, boolean needsLio) {
        if (!host.lacksHook()) {
            return host.hook(place);
        }
        HostCheck missing = HostCheck.fail(
                "for the hook",
                "it is not installed: nothing looks at what the guest gets at its start",
                "Run: virt-zoned hooks install");
        return needsLio ? missing : missing.tolerated();
    }

    private static boolean needsLio(ZonedDevice device) {
        return ZbcDisk.of(device).isPresent()
                || (device instanceof VhostScsiDevice vhost && !(vhost.backend() instanceof UnmanagedTarget));
    }

    /** What is found of one device. */
    private final class DeviceChecks implements ZonedDevice.Visitor<Void>, VhostScsiSource.Visitor<Void> {
        private final ZonedDevice device;
        private final String subject;
        private final List<HostCheck> ofDocument = new ArrayList<>();
        private final List<HostCheck> ofHost = new ArrayList<>();
        private final List<HostCheck> others = new ArrayList<>();

        DeviceChecks(ZonedDevice device) {
            this.device = device;
            this.subject = "device '" + device.name() + "' (" + device.way() + ")";
        }

        /** The record is the truth. */
        void checkElements(List<DeviceFault> faults) {
            faults.stream()
                    .filter(fault -> fault.device().equals(device))
                    .map(DeviceFault::description)
                    .reduce((one, other) -> one + "; " + other)
                    .ifPresent(this::failRepairable);
        }

        void failRepairable(String found) {
            failDocument(found, "Run: " + ShellCommand.of("virt-zoned", "repair", domain.domain()));
        }

        void failIdentifier(String found) {
            failDocument(found, Repairing.remedyOfIdentifier(document, device));
        }

        void checkPlugged(boolean incomplete) {
            if (incomplete) {
                others.add(HostCheck.fail(
                        subject,
                        "the running guest records it and does not have it, or only in part",
                        "Remove its record, and attach it again with --live: "
                                + ShellCommand.of(
                                        "virt-zoned",
                                        "detach",
                                        "--live",
                                        domain.domain(),
                                        device.name().text())));
            }
        }

        void checkLive() {
            if (domain.active() && onHost.isKnown() && !onHost.isLive(domain, device)) {
                advise(
                        "the hook did not prepare it: it was attached while the guest ran, or the hook was not loaded at"
                                + " the start",
                        "Shut the guest down and start it again; 'virt-zoned hooks status' says whether the hook is"
                                + " loaded");
            }
        }

        /** What both find is told once, in the hook's words: a start fails with them. */
        void conclude() {
            List<HostCheck> found = new ArrayList<>(told(Subject.DOCUMENT, ofDocument));
            found.addAll(told(Subject.HOST, ofHost));
            found.addAll(others);
            checks.addAll(found.isEmpty() ? List.of(HostCheck.pass(subject)) : found);
        }

        private List<HostCheck> told(Subject about, List<HostCheck> own) {
            List<StartRefusal> refusals = verdict.of(device, about);
            String before = "Cannot give " + device.source() + " to domain '" + domain.domain() + "': ";
            return refusals.isEmpty()
                    ? own
                    : refusals.stream()
                            .map(refusal -> failure(subject, refusal, before))
                            .toList();
        }

        @Override
        public Void visit(VirtioScsiDevice scsi) {
            return scsi.disk().accept(this);
        }

        @Override
        public Void visit(VhostScsiDevice vhost) {
            return vhost.backend().accept(this);
        }

        @Override
        public Void visit(VirtioBlkDevice blk) {
            return visit(blk.disk());
        }

        @Override
        public Void visit(NvmeZnsDevice namespace) {
            if (namespace.rendering() == NvmeRendering.COMMAND_LINE && platform.has(PlatformFeature.NATIVE_NVME)) {
                advise(
                        "QEMU's command line names its file, which libvirt does not keep from other guests",
                        "Run: " + ShellCommand.of("virt-zoned", "repair", "--native-nvme", domain.domain()));
            }
            if (namespace.file().isDevice()) {
                requireAccepted(() -> {
                    NamespaceBacking.requireUsable(namespace);
                    if (!domain.active()) {
                        NamespaceBacking.requireUnused(namespace);
                    }
                });
            } else if (namespace.file().path().filter(BackingFile::exists).isPresent()
                    || isThere("its file", namespace.source(), missingFile(namespace))) {
                if (namespace.file().format() != ImageFormat.RAW && !Files.isReadable(Path.of(namespace.source()))) {
                    warn("whether its file is the right image is not for you to see", "Ask as root");
                } else {
                    requireAccepted(() -> NamespaceBacking.requireUsable(namespace));
                }
            }
            return null;
        }

        /** The zones of an emulated namespace are empty after each start: with its file nothing else is lost. */
        private String missingFile(NvmeZnsDevice namespace) {
            return "Is its file system mounted?"
                    + (namespace.keepsZones()
                            ? ""
                            : " If so, create it again: " + ShellCommand.of("virt-zoned", "repair", domain.domain()));
        }

        @Override
        public Void visit(HostDisk disk) {
            // libvirt's test driver makes its disks up: no rule holds of them.
            if (!connection.hasDisksOfThisHost()
                    && !isThere("the disk", disk.path().text(), "Is it plugged in?")) {
                return null;
            }
            disks.found(device, disk)
                    .ifPresentOrElse(
                            objection -> ofHost.add(new HostCheck(
                                    subject,
                                    HostCheck.Result.FAIL,
                                    Optional.of(objection.found()),
                                    objection.remedy().map(HookVerdict::phrase))),
                            () -> {
                                if (disk.isAnonymous()) {
                                    advise(
                                            "it is known by its node and geometry only",
                                            "Take a disk that has a WWN or a serial number");
                                }
                            });
            return null;
        }

        @Override
        public Void visit(ZbcDisk disk) {
            if (disk.create() && !BackingFile.exists(disk.path())) {
                warn("its file " + disk.path() + " is not there", "create=yes lets the first start make it");
            } else if (isThere("its file", disk.path().text(), "Is its file system mounted?") && !domain.active()) {
                if (lio.root()) {
                    requireAccepted(() -> lio.program().check(disk.path(), disk));
                } else {
                    warn("whether its file is whole is not for you to see", "Ask as root");
                }
            }
            return null;
        }

        @Override
        public Void visit(UnmanagedTarget target) {
            if (!Files.exists(VHOST_TARGETS.resolve(target.wwpn().text()))) {
                warn("the target " + target.wwpn() + " is not on this host", "Make it before the guest starts");
            }
            return null;
        }

        private boolean isThere(String what, String path, String remedy) {
            if (Files.exists(Path.of(path))) {
                return true;
            }
            if (Files.notExists(Path.of(path))) {
                fail(what + " " + path + " is not there", remedy);
            } else {
                warn(what + " " + path + " is not for you to see", "Ask as root");
            }
            return false;
        }

        private void requireAccepted(Runnable check) {
            try {
                check.run();
            } catch (VirtZonedException e) {
                ofHost.add(new HostCheck(
                        subject,
                        HostCheck.Result.FAIL,
                        Optional.of(HookVerdict.phrase(e.getMessage())),
                        FileRemedy.of(domain.domain(), device, e).map(HookVerdict::phrase)));
            }
        }

        private void failDocument(String found, String remedy) {
            ofDocument.add(HostCheck.fail(subject, found, remedy));
        }

        private void fail(String found, String remedy) {
            ofHost.add(HostCheck.fail(subject, found, remedy));
        }

        /** Of what is no fault of the device's parts. */
        private void advise(String found, String remedy) {
            others.add(HostCheck.warn(subject, found, remedy));
        }

        private void warn(String found, String remedy) {
            ofHost.add(HostCheck.warn(subject, found, remedy));
        }
    }
}
