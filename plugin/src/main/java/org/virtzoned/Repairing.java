package org.virtzoned;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.virtzoned.device.ImageFormat;
import org.virtzoned.device.NamespaceFile;
import org.virtzoned.device.NvmeZnsDevice;
import org.virtzoned.device.ZbcDisk;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.domainxml.Attachment;
import org.virtzoned.domainxml.DeviceFault;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.domainxml.Orphan;
import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.ShellCommand;
import org.virtzoned.error.VirtZonedException;
import org.virtzoned.host.FileOwner;
import org.virtzoned.host.NamespaceBacking;
import org.virtzoned.libvirt.DomainDefinition;
import org.virtzoned.libvirt.LibvirtConnection;
import org.virtzoned.lio.LioProgram;
import org.virtzoned.lio.StartRefusal.Subject;

/** Plans the repair of a domain: the definition against its record, and then the files that the devices need. */
final class Repairing {
    private final LibvirtConnection connection;
    private final DomainDefinition definition;
    private final DomainDocument document;
    private final OrphanHandling handling;
    private final RequestPreparation preparation;
    private final List<RepairAct> acts = new ArrayList<>();
    private final List<VirtZonedException> unresolved = new ArrayList<>();
    private final Set<String> unresolvedDevices = new HashSet<>();
    private final LioHost lio;

    Repairing(LibvirtConnection connection, LioHost lio, DomainDefinition definition, OrphanHandling handling) {
        this.connection = connection;
        this.lio = lio;
        this.definition = definition;
        this.document = DomainDocument.parse(definition.xml());
        this.handling = handling;
        this.preparation = new RequestPreparation(connection, lio, document, false, document.devices());
    }

    DomainRepair plan() {
        document.restoreNames(connection.platform()).forEach(this::write);
        if (handling == OrphanHandling.REMOVE) {
            document.removeOrphans()
                    .forEach(orphan -> acts.add(new RepairAct(RepairAct.Kind.REMOVE, orphan.name(), "")));
        } else {
            document.orphans(this::sizeOf).forEach(this::record);
        }
        document.repair(connection.platform()).forEach(this::write);
        document.identifierCollisions()
                .forEach((device, reasons) -> reasons.forEach(reason -> unresolved.add(
                        unresolved(device.name().text(), reason, remedyOfIdentifier(document, device)))));
        if (!acts.isEmpty()) {
            preparation.owner(document).ifPresent(document::recordOwner);
        }
        List<NewFile> files = document.devices().stream()
                .flatMap(device -> file(device).stream())
                .toList();
        refusedByHook(files);
        DefinitionChange change =
                new DefinitionChange(connection, Optional.of(definition), document, List.of(), List.of());
        return new DomainRepair(
                new DomainChange(
                        connection,
                        document,
                        definition.active(),
                        Optional.of(change),
                        Optional.empty(),
                        files,
                        preparation.notices()),
                acts,
                unresolved);
    }

    /**
     * What is wrong on the host, and would keep the guest from starting: the mode of a file, a folder that is not allowed. Of
     * the domain itself the hook knows nothing that repair does not, and its remedy is to repair.
     */
    private void refusedByHook(List<NewFile> files) {
        HookVerdict.of(connection, lio, document, true, files).refusals().stream()
                .filter(refusal -> refusal.subject() == Subject.HOST || refusal.subject() == Subject.POLICY)
                .filter(refusal -> !refusal.mayPass())
                .filter(refusal ->
                        refusal.device().filter(unresolvedDevices::contains).isEmpty())
                .forEach(refusal -> unresolved.add(new VirtZonedException(
                        ErrorCode.HOST, refusal.message(), refusal.remedy().orElse(null))));
    }

    /** Guests and people may know either disk by its serial number or UUID: which of the two changes is for them to say. */
    static String remedyOfIdentifier(DomainDocument document, ZonedDevice device) {
        return "Give the other another one: " + ShellCommand.of("virsh", "edit", document.name())
                + "; or detach this device and attach it with another one: "
                + ShellCommand.of(
                        "virt-zoned", "detach", document.name(), device.name().text());
    }

    private void write(DeviceFault fault) {
        acts.add(new RepairAct(RepairAct.Kind.WRITE, fault.device().name().text(), fault.description()));
    }

    private void record(Orphan orphan) {
        if (orphan.device().isEmpty()) {
            unresolved.add(unknown(orphan.name(), ", and " + orphan.reason()));
            return;
        }
        try {
            List<ZonedDevice> prepared =
                    preparation.prepare(List.of(orphan.device().get()));
            ZonedDevice device = prepared.get(0);
            device.backingFile().ifPresent(others()::requireNotNamed);
            document.adopt(prepared);
            acts.add(new RepairAct(RepairAct.Kind.RECORD, orphan.name(), device.way() + " of " + device.source()));
        } catch (VirtZonedException e) {
            unresolved.add(unknown(orphan.name(), ": " + cause(e)));
        }
    }

    /** Copied by hand, a domain names the files of its original. */
    private OtherDomains others() {
        return new OtherDomains(connection, document.uuid().orElseThrow());
    }

    private VirtZonedException unknown(String name, String reason) {
        return unresolved(
                name,
                "it has no record" + reason,
                "Remove what is left of it, and attach it again with name=" + name + ": "
                        + ShellCommand.of("virt-zoned", "repair", "--remove-orphans", document.name()));
    }

    /**
     * The file that a device lacks, where nothing is lost by creating it: the zones of an emulated namespace are empty after
     * each start anyway.
     */
    private Optional<NewFile> file(ZonedDevice device) {
        boolean volume = device instanceof NvmeZnsDevice namespace
                && namespace.file().volume().isPresent();
        if (device.backingFile().isEmpty() || !(connection.isLocal() || volume)) {
            return Optional.empty();
        }
        Path path = Path.of(device.backingFile().get().text());
        boolean absent = Files.notExists(path);
        if (connection.isLocal() && !absent && !Files.exists(path)) {
            // Not for this user to see.
            return Optional.empty();
        }
        Optional<ZbcDisk> zbc = ZbcDisk.of(device);
        boolean node =
                device instanceof NvmeZnsDevice namespace && namespace.file().isDevice();
        if (absent && !volume && !node && (device.keepsZones() || zbc.isPresent())) {
            if (zbc.isEmpty() || !zbc.get().create()) {
                unresolved.add(lost(device, path, zbc));
            }
            return Optional.empty();
        }
        try {
            return preparation.files(document, List.of(device), List.of(new Attachment(device, false))).stream()
                    .findFirst();
        } catch (VirtZonedException e) {
            unresolved.add(unresolved(
                    device.name().text(),
                    cause(e),
                    FileRemedy.of(document.name(), device, e).orElse(null)));
            return Optional.empty();
        }
    }

    /** What the file held is not made again by making the file. */
    private VirtZonedException lost(ZonedDevice device, Path path, Optional<ZbcDisk> zbc) {
        String again = zbc.map(disk -> LioProgram.formatCommand(disk.path(), disk))
                .orElseGet(() -> creation((NvmeZnsDevice) device, path));
        return unresolved(
                device.name().text(),
                "its file " + path + " is missing, with the data that it held",
                "Mount its file system, or restore the file; or begin with an empty one: " + again);
    }

    /** Commands that create an empty file or image which QEMU's user owns. */
    private String creation(NvmeZnsDevice namespace, Path path) {
        List<String> install = new ArrayList<>(List.of("install", "-D", "-m", "600"));
        preparation
                .fileOwner(document)
                .map(FileOwner::parse)
                .ifPresent(owner ->
                        install.addAll(List.of("-o", withoutSign(owner.user()), "-g", withoutSign(owner.group()))));
        install.addAll(List.of("/dev/null", path.toString()));
        String size = Long.toString(namespace.size().bytes());
        // 'install' replaces a file: it may have been restored since this was printed.
        return "test ! -e " + ShellCommand.quote(path.toString()) + " && "
                + ShellCommand.of(install.toArray(String[]::new)) + " && "
                + (namespace.file().format() == ImageFormat.RAW
                        ? ShellCommand.of("truncate", "--size", size, path.toString())
                        : ShellCommand.of("qemu-img", "create", "-q", "-f", "qcow2", path.toString(), size));
    }

    /** A number in a label has a plus sign before it. */
    private static String withoutSign(String label) {
        return label.startsWith("+") ? label.substring(1) : label;
    }

    private VirtZonedException unresolved(String device, String reason, String remedy) {
        unresolvedDevices.add(device);
        return new VirtZonedException(
                ErrorCode.CONFLICT,
                "Cannot repair device '" + device + "' of domain '" + document.name() + "': " + reason + ".",
                remedy);
    }

    private OptionalLong sizeOf(NamespaceFile file) {
        return connection.isLocal() ? NamespaceBacking.sizeOf(file) : OptionalLong.empty();
    }

    /** A message as it goes on after a colon. */
    private static String cause(VirtZonedException e) {
        String message = e.getMessage();
        String lower = message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
