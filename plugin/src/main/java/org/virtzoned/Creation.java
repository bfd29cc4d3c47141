package org.virtzoned;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.domainxml.NamedFile;
import org.virtzoned.domainxml.Version;
import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.ShellCommand;
import org.virtzoned.host.GuestFile;
import org.virtzoned.libvirt.Capabilities;
import org.virtzoned.libvirt.DomainCapabilities;
import org.virtzoned.libvirt.LibvirtConnection;
import org.virtzoned.template.DomainKind;
import org.virtzoned.template.Template;

/** Plans a new domain, and refuses one that libvirt would refuse, or that could not start. */
final class Creation {
    /** The first libvirt that has {@code <cpu mode='maximum'>}. */
    private static final Version MAXIMUM_CPU = Version.of(7, 1);

    private final LibvirtConnection connection;
    private final LioHost lio;
    private final String name;
    private final String act;
    private final List<String> notices = new ArrayList<>();

    Creation(LibvirtConnection connection, LioHost lio, String name) {
        this.connection = connection;
        this.lio = lio;
        this.name = name;
        this.act = "Cannot create domain '" + name + "'";
    }

    DomainChange change(Template template, Map<String, String> parameters, List<ZonedDevice> devices) {
        requireName();
        Capabilities capabilities = connection.capabilities();
        Set<String> types = capabilities.domainTypes();
        DomainDocument document = DomainDocument.parse(template.fill(name, usual(types), parameters));
        requireType(document.type(), types);
        requireVcpus(document);
        if (document.uuid().isEmpty()) {
            document.assignUuid(UUID.randomUUID());
        }
        if (connection.findByName(name).isPresent()) {
            throw new ChangeException(
                    act + ": there is one of that name.",
                    "Choose another name, or add the devices to that domain: "
                            + ShellCommand.of("virt-zoned", "attach", name) + " …");
        }
        if (connection.hasDisksOfThisHost()) {
            checkFiles(document, connection.isSession() ? Optional.empty() : capabilities.owner(document.type()));
        }
        return new Attaching(connection, lio, document, notices).change(devices);
    }

    private DomainKind usual(Set<String> types) {
        String type = List.of("kvm", "hvf").stream()
                .filter(types::contains)
                .findFirst()
                .orElse("qemu");
        boolean old = connection
                .platform()
                .libvirt()
                .filter(version -> version.compareTo(MAXIMUM_CPU) < 0)
                .isPresent();
        return new DomainKind(type, old ? DomainKind.OLD_EMULATED_CPU : DomainKind.BEST_EMULATED_CPU);
    }

    /** As libvirt has it for QEMU's domains (virDomainDefPostParse, virQEMUDriver's validation of names). */
    private void requireName() {
        if (name.isBlank()) {
            throw new ChangeException(ErrorCode.INVALID_DEVICE, act + ": its name is empty.", "Give it a name.");
        }
        if (name.indexOf('/') >= 0 || name.chars().anyMatch(Character::isISOControl)) {
            throw new ChangeException(
                    ErrorCode.INVALID_DEVICE,
                    "Cannot create domain '" + name.replaceAll("\\p{Cntrl}", "?")
                            + "': its name has a '/' or a control character, which libvirt does not take.",
                    "Choose another name.");
        }
    }

    /** libvirt itself says that it has no preferred machine. */
    private void requireType(String type, Set<String> types) {
        if (!types.isEmpty() && Set.of("kvm", "hvf").contains(type) && !types.contains(type)) {
            throw new ChangeException(
                    ErrorCode.UNSUPPORTED,
                    act + ": its type is '" + type + "', which libvirt at '" + connection.uri() + "' does not offer.",
                    type.equals("kvm")
                            ? "Use --param type=qemu, which emulates the processor; 'virt-zoned check' says what KVM lacks."
                            : "Use --param type=qemu, which emulates the processor.");
        }
    }

    /** Above what its schema has, libvirt only says that the document is not valid. */
    private void requireVcpus(DomainDocument document) {
        OptionalInt max = connection
                .domainCapabilities(word(document.architecture()), word(document.machine()), document.type())
                .map(DomainCapabilities::maxVcpus)
                .orElse(OptionalInt.empty());
        OptionalInt vcpus = document.vcpus();
        if (max.isPresent() && vcpus.isPresent() && vcpus.getAsInt() > max.getAsInt()) {
            throw new ChangeException(
                    ErrorCode.INVALID_DEVICE,
                    act + ": it has " + vcpus.getAsInt() + " virtual processors, and its machine '" + document.machine()
                            + "' can have " + max.getAsInt() + " at most.",
                    "Use --param vcpus=N with a smaller number.");
        }
    }

    private static String word(String text) {
        return text.isEmpty() ? null : text;
    }

    private void checkFiles(DomainDocument document, Optional<String> owner) {
        for (NamedFile named : document.startFiles()) {
            GuestFile file = new GuestFile(path(named));
            file.requireThere(act, named.use());
            if (connection.isSession()) {
                file.requireReadable(act, named.use());
            }
            owner.flatMap(file::folderClosedTo)
                    .ifPresent(folder -> notices.add("QEMU's user may not reach the " + named.use() + " " + named.path()
                            + ": the permissions of folder " + folder
                            + " do not let it through. Move the file, to /var/lib/libvirt/images for one, or allow it:"
                            + " setfacl -m u:" + user(owner.get()) + ":x " + folder));
        }
    }

    private Path path(NamedFile named) {
        try {
            return Path.of(named.path());
        } catch (InvalidPathException e) {
            throw new ChangeException(
                    ErrorCode.INVALID_DEVICE,
                    act + ": the path of its " + named.use() + " cannot be a file's here.",
                    "Is the locale one of UTF-8?");
        }
    }

    /** Of a label {@code +64055:+64055}. */
    private static String user(String owner) {
        return owner.replaceFirst(":.*", "").replaceFirst("^\\+", "");
    }
}
