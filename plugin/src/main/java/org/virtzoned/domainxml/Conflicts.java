package org.virtzoned.domainxml;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.virtzoned.device.DeviceName;
import org.virtzoned.device.DeviceWriter;
import org.virtzoned.device.HostDisk;
import org.virtzoned.device.NamespaceFile;
import org.virtzoned.device.NvmeController;
import org.virtzoned.device.NvmeZnsDevice;
import org.virtzoned.device.UnmanagedTarget;
import org.virtzoned.device.VhostScsiDevice;
import org.virtzoned.device.VhostScsiSource;
import org.virtzoned.device.VirtioBlkDevice;
import org.virtzoned.device.VirtioScsiDevice;
import org.virtzoned.device.ZbcDisk;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.error.ShellCommand;

/**
 * Refuses a resolved device that wants for itself what another one has: a name, a disk or file, an identifier.
 */
final class Conflicts implements ZonedDevice.Visitor<Void> {
    private final DomainDocument domain;
    private final List<ZonedDevice> recorded;
    private final Occupied occupied;
    /** The ids that devices have when the guest runs, those that libvirt chooses included. */
    private final Set<String> others = new HashSet<>();

    private final Set<String> identifiersOfOurs = new HashSet<>();

    /**
     * @param domain the domain that devices are for
     * @param recorded those of ours that it has, and those that it gets while this is in use
     */
    Conflicts(DomainDocument domain, List<ZonedDevice> recorded) {
        this.domain = domain;
        this.recorded = recorded;
        this.occupied = new Occupied(domain.sourceKeys());
        recorded.forEach(this::take);
        occupied.scan(domain);
        others.addAll(occupied.identifiers());
        others.addAll(domain.defaultControllerAliases());
    }

    /** The aliases and QEMU ids in the document. */
    Set<String> identifiers() {
        return occupied.identifiers();
    }

    /**
     * Refuses a device that wants what is taken.
     *
     * @throws AttachException naming what is taken, and by what
     */
    void check(ZonedDevice device) {
        requireFreeName(device);
        device.accept(this);
        requireFreeIdentifiers(device);
    }

    /** Takes what a device was given, so that the next one does not get it. */
    void take(ZonedDevice device) {
        String holder = "device '" + device.name() + "'";
        resources(device).keySet().forEach(resource -> occupied.hold(resource, holder));
        if (device instanceof VhostScsiDevice vhost) {
            vhost.wwpn().ifPresent(wwpn -> occupied.hold(wwpn.text(), holder));
        }
        identifiersOfOurs.addAll(DeviceIdentifiers.of(device));
    }

    @Override
    public Void visit(VirtioScsiDevice device) {
        requireFreeResources(device);
        return null;
    }

    @Override
    public Void visit(VirtioBlkDevice device) {
        requireFreeResources(device);
        return null;
    }

    @Override
    public Void visit(VhostScsiDevice device) {
        requireFreeResources(device);
        requireOwn(device, "target", device.target());
        for (ZonedDevice other : recorded) {
            if (other instanceof VhostScsiDevice neighbour && neighbour.target().equals(device.target())) {
                requireSameTarget(device, neighbour);
                return null;
            }
        }
        String wwpn = device.wwpn().orElseThrow().text();
        requireFree(device, wwpn, "WWPN " + wwpn);
        return null;
    }

    @Override
    public Void visit(NvmeZnsDevice device) {
        requireFreeResources(device);
        requireOwn(device, "controller", device.controller().name());
        requireFreeNvmeIdentifiers(device);
        for (ZonedDevice other : recorded) {
            if (other instanceof NvmeZnsDevice neighbour) {
                requireDistinct(device, neighbour);
            }
        }
        return null;
    }

    private void requireFreeName(ZonedDevice device) {
        for (ZonedDevice other : recorded) {
            if (other.name().equals(device.name())
                    && other.way() == device.way()
                    && other.source().equals(device.source())) {
                throw conflict(
                        device,
                        "the domain has it as device '" + device.name() + "', in which " + differences(other, device)
                                + ".",
                        "Detach that device first, or leave out what differs.");
            }
            if (other.name().equals(device.name())) {
                throw conflict(
                        device,
                        "the name '" + device.name() + "' is that of another device: " + other.way() + " of "
                                + other.source() + ".",
                        "Choose another name=, or detach that device first.");
            }
            if (other.way() != device.way()) {
                Set<DeviceName> shared = new HashSet<>(names(device));
                shared.retainAll(names(other));
                if (!shared.isEmpty()) {
                    throw conflict(
                            device,
                            "the name '" + shared.iterator().next() + "' is in use by " + other.way() + " device '"
                                    + other.name() + "'.",
                            "Choose another name.");
                }
            }
        }
    }

    private void requireFreeIdentifiers(ZonedDevice device) {
        Set<String> wanted = new HashSet<>(DeviceIdentifiers.of(device));
        wanted.retainAll(occupied.identifiers());
        wanted.removeAll(identifiersOfOurs);
        // One that a device left is there for the next.
        wanted.removeAll(occupied.controllers());
        if (!wanted.isEmpty()) {
            throw conflict(
                    device,
                    "the alias or id '" + wanted.iterator().next()
                            + "' is taken by an element that the domain's metadata does not know.",
                    orphanRemedy(wanted));
        }
    }

    /** What is left of a device whose record is gone is recorded again; another's element is not ours to change. */
    private String orphanRemedy(Set<String> wanted) {
        boolean ours = domain.orphans(path -> OptionalLong.empty()).stream()
                .anyMatch(orphan -> !Collections.disjoint(orphan.identifiers(), wanted));
        return ours
                ? "Record that device again, or choose another name=: "
                        + ShellCommand.of("virt-zoned", "repair", domain.name())
                : "Choose another name=, or remove that element: " + ShellCommand.of("virsh", "edit", domain.name());
    }

    private void requireFreeResources(ZonedDevice device) {
        resources(device).forEach((resource, description) -> requireFree(device, resource, description));
    }

    private void requireFree(ZonedDevice device, String resource, String description) {
        String holder = occupied.holder(resource);
        if (holder != null) {
            throw conflict(
                    device,
                    description + " is in use already, by " + holder + ".",
                    identifiersOfOurs.containsAll(domain.unrecorded())
                            ? "Choose another one, or remove that from the domain first."
                            : "Record the domain's devices that have lost their record first: "
                                    + ShellCommand.of("virt-zoned", "repair", domain.name()));
        }
    }

    /** Refuses the id of a device of the user's own, which ours cannot be put on: it would get another of that name. */
    private void requireOwn(ZonedDevice device, String property, DeviceName shared) {
        boolean ours = shared.equals(device.name())
                || recorded.stream().anyMatch(other -> names(other).contains(shared));
        if (!ours && others.contains(shared.text())) {
            throw conflict(
                    device,
                    property + " is '" + shared + "', the id of a device of the domain that virt-zoned did not add.",
                    "Leave " + property + "= out, or choose a name that the domain does not have.");
        }
    }

    private void requireFreeNvmeIdentifiers(NvmeZnsDevice device) {
        NvmeIdentifiers others = NvmeIdentifiers.ofOthers(domain, recorded);
        String serial = device.controller().serial().orElseThrow();
        others.holderOfSerial(serial).ifPresent(holder -> {
            throw conflict(
                    device,
                    "serial '" + serial + "' is that of " + holder + ".",
                    "Choose another serial=, or leave it out.");
        });
        String uuid = device.uuid().orElseThrow().toString();
        if (others.uuids().containsKey(uuid)) {
            throw conflict(
                    device,
                    "uuid " + uuid + " is that of " + others.uuids().get(uuid) + ".",
                    "Choose another uuid=, or leave it out.");
        }
    }

    private void requireSameTarget(VhostScsiDevice device, VhostScsiDevice neighbour) {
        if (!device.wwpn().equals(neighbour.wwpn())) {
            throw conflict(
                    device,
                    "wwpn is '" + device.wwpn().orElseThrow() + "', but target '" + device.target() + "' has '"
                            + neighbour.wwpn().orElseThrow() + "'.",
                    "Leave wwpn= out for a further LUN of a target.");
        }
        if (!device.tuning().equals(neighbour.tuning())) {
            throw conflict(
                    device,
                    "its queues=, queue-size= or max-transfer= are not those of target '" + device.target()
                            + "', which device '" + neighbour.name() + "' is on.",
                    "Leave them out for a further LUN; one that takes shorter transfers needs a target of its own.");
        }
    }

    private void requireDistinct(NvmeZnsDevice device, NvmeZnsDevice neighbour) {
        if (device.uuid().equals(neighbour.uuid())) {
            throw conflict(
                    device,
                    "uuid " + device.uuid().orElseThrow() + " is that of device '" + neighbour.name() + "'.",
                    "Choose another uuid=, or leave it out.");
        }
        NvmeController controller = device.controller();
        NvmeController other = neighbour.controller();
        if (!controller.name().equals(other.name())) {
            // Linux refuses a second subsystem of one NQN, which QEMU makes of the serial number.
            if (controller.serial().equals(other.serial())) {
                throw conflict(
                        device,
                        "serial '" + controller.serial().orElseThrow() + "' is that of controller '" + other.name()
                                + "'.",
                        "Choose another serial=, or leave it out.");
            }
            return;
        }
        if (device.nsid().equals(neighbour.nsid())) {
            throw conflict(
                    device,
                    "nsid " + device.nsid().getAsInt() + " on controller '" + other.name() + "' is that of device '"
                            + neighbour.name() + "'.",
                    "Leave nsid= out for the first free one.");
        }
        if (!controller.equals(other) || device.rendering() != neighbour.rendering()) {
            throw conflict(
                    device,
                    "its words for controller '" + other.name() + "' are not those of device '" + neighbour.name()
                            + "', which is on it.",
                    "Leave serial=, max-transfer=, append-limit=, auto-transition= and rendering= out for a further"
                            + " namespace.");
        }
    }

    private static String differences(ZonedDevice found, ZonedDevice wanted) {
        Map<String, String> there = DeviceWriter.words(found);
        Map<String, String> expected = DeviceWriter.words(wanted);
        Set<String> words = new TreeSet<>(there.keySet());
        words.addAll(expected.keySet());
        words.removeIf(word -> Objects.equals(there.get(word), expected.get(word)));
        return words.stream()
                .map(word -> word + " is " + quoted(there.get(word)) + ", expected " + quoted(expected.get(word)))
                .collect(Collectors.joining("; "));
    }

    private static String quoted(String value) {
        return value == null ? "not said" : "'" + value + "'";
    }

    /** The names that a device has in the domain; of another way's devices none may have them. */
    private static Set<DeviceName> names(ZonedDevice device) {
        Set<DeviceName> names = new HashSet<>(Set.of(device.name()));
        if (device instanceof VhostScsiDevice vhost) {
            names.add(vhost.target());
        } else if (device instanceof NvmeZnsDevice nvme) {
            names.add(nvme.controller().name());
        }
        return names;
    }

    /** What a device has for itself alone, by how {@link Occupied} names it, with a description for people. */
    private static Map<String, String> resources(ZonedDevice device) {
        if (device instanceof NvmeZnsDevice nvme) {
            NamespaceFile file = nvme.file();
            String path = file.path().orElseThrow().text();
            Map<String, String> resources = new LinkedHashMap<>(Map.of(path, "the file " + path));
            file.volume()
                    .ifPresent(name -> resources.put(
                            Occupied.volumeResource(file.pool().orElseThrow(), name), "the volume " + name));
            return resources;
        }
        if (device instanceof VirtioScsiDevice virtio) {
            return virtio.disk().accept(DiskResources.INSTANCE);
        }
        if (device instanceof VhostScsiDevice vhost) {
            return vhost.backend().accept(DiskResources.INSTANCE);
        }
        return DiskResources.INSTANCE.visit(((VirtioBlkDevice) device).disk());
    }

    private AttachException conflict(ZonedDevice device, String reason, String remedy) {
        return AttachException.conflict(device, domain, reason, remedy);
    }

    private static final class DiskResources implements VhostScsiSource.Visitor<Map<String, String>> {
        static final DiskResources INSTANCE = new DiskResources();

        @Override
        public Map<String, String> visit(HostDisk disk) {
            Map<String, String> resources = new LinkedHashMap<>();
            resources.put(disk.path().text(), "the disk " + disk.path());
            disk.wwn()
                    .or(() -> HostDisk.wwnOf(disk.path().text()))
                    .ifPresent(wwn -> resources.put(Occupied.wwnResource(wwn), "the disk with WWN " + wwn));
            disk.address()
                    .ifPresent(address -> resources.put(Occupied.scsiResource(address), "the SCSI address " + address));
            return resources;
        }

        @Override
        public Map<String, String> visit(ZbcDisk disk) {
            return Map.of(disk.path().text(), "the file " + disk.path());
        }

        @Override
        public Map<String, String> visit(UnmanagedTarget target) {
            return Map.of();
        }
    }
}
