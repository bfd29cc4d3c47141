package org.virtzoned.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.virtzoned.it.guest.GuestDisk;
import org.virtzoned.it.guest.GuestReport;

/** Guests name their disks in the order in which they were asked for, and a new one renames none that is there. */
@ExtendWith(LibvirtExtension.class)
class DiskOrderIT {
    private static final long MIB = 1 << 20;

    /** As file system test suites have. */
    private static final int MANY_CONTROLLERS = 12;

    /** More than the root bus of an i440fx machine has slots for. */
    private static final int MANY_DISKS = 40;

    /** More than the root ports that libvirt adds before it comes to the slots of ours. */
    private static final int ALL_LOWER_PORTS = 200;

    private final PrivateLibvirt libvirt;

    DiskOrderIT(PrivateLibvirt libvirt) {
        this.libvirt = libvirt;
    }

    @ParameterizedTest
    @ValueSource(strings = {"q35", "pc"})
    void controllersComeAfterTheUsersOwn(String machine) {
        Path own = libvirt.file("own.raw", 64 * MIB);
        UserDomain domain = domain(machine, "own", """
                  <qemu:commandline xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
                    <qemu:arg value='-drive'/><qemu:arg value='if=none,id=own,format=raw,file=%s'/>
                    <qemu:arg value='-device'/><qemu:arg value='nvme,id=nvme0,serial=one,drive=own,bus=%s,addr=0x%s'/>
                  </qemu:commandline>
                </domain>
                """.formatted(
                        own, machine.equals("pc") ? "pci.0" : "pcie.0", machine.equals("pc") ? "1d" : "5"));

        attach(domain, "one");
        attach(domain, "two");
        List<String> first = serials(boot(domain));
        libvirt.virtZoned("detach", domain.name(), "one").succeeds();
        attach(domain, "one", "reuse=yes");
        List<String> second = serials(boot(domain));

        // The name is the serial number of the user's own.
        assertEquals(3, first.size(), first.toString());
        assertEquals("one", first.get(0));
        assertEquals("two", first.get(2));
        assertEquals(List.of("one", "two", first.get(1)), second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"q35", "pc"})
    void manyControllersAreInTheirOrder(String machine) {
        UserDomain domain = domain(machine, "many", "</domain>");
        List<String> names = IntStream.range(0, MANY_CONTROLLERS)
                .mapToObj(i -> "z" + (char) ('a' + i))
                .toList();
        List<String> command = new ArrayList<>(List.of("attach", domain.name()));
        names.forEach(name -> command.addAll(List.of("--nvme-zns", request(domain, name))));

        libvirt.virtZoned(command.toArray(String[]::new)).succeeds();

        assertEquals(names, serials(boot(domain)));
    }

    /** libvirt finds places of its own for disks that come later, and none of ours is taken. */
    @ParameterizedTest
    @ValueSource(strings = {"q35", "pc"})
    void disksThatComeLaterTakeNoPlaceOfOurs(String machine) {
        Path shared = libvirt.file("shared.raw", 64 * MIB);
        UserDomain domain = domain(machine, "full", "</domain>");
        attach(domain, "one");
        addDisks(domain, shared, MANY_DISKS);
        attach(domain, "two");

        GuestReport report = boot(domain);

        assertEquals(List.of("one", "two"), serials(report));
        assertEquals(
                MANY_DISKS,
                report.disks().stream()
                        .filter(disk -> disk.bus().equals("virtio"))
                        .count());
    }

    /** libvirt takes the slots of ours once all others are full. */
    @Test
    void placesThatLibvirtTookAreRepaired() {
        UserDomain domain = domain("q35", "packed", "</domain>");
        attach(domain, "one");
        addDisks(domain, libvirt.file("shared.raw", 64 * MIB), ALL_LOWER_PORTS);
        libvirt.virtZoned("check", "--domain", domain.name()).exits(1);
        CommandResult refused = libvirt.virsh("start", domain.name()).exits(1);
        assertTrue(refused.err().contains("in use by pcie-root-port,id=zoned-one-port"), refused::toString);

        libvirt.virtZoned("repair", domain.name()).succeeds();

        libvirt.virsh("start", "--paused", domain.name()).succeeds();
        libvirt.virsh("destroy", domain.name()).succeeds();
    }

    private static void addDisks(UserDomain domain, Path file, int count) {
        StringBuilder disks = new StringBuilder();
        for (int i = 0; i < count; i++) {
            String letters = (i < 26 ? "" : (char) ('a' + i / 26 - 1)) + "" + (char) ('a' + i % 26);
            disks.append(
                    "<disk type='file' device='disk'><source file='%s'/><target dev='vd%s' bus='virtio'/><shareable/></disk>"
                            .formatted(file, letters));
        }
        domain.redefine(domain.xml().replace("</devices>", disks + "</devices>"));
    }

    private UserDomain domain(String machine, String name, String end) {
        return UserDomain.define(libvirt, name + "-" + machine, UserDomain.PC, document -> document.replace(
                        "machine='pc'", "machine='" + machine + "'")
                .replaceFirst("</domain>\\s*$", end));
    }

    private GuestReport boot(UserDomain domain) {
        GuestReport report = new Guest(libvirt, domain.name()).start().report();
        libvirt.virsh("destroy", domain.name());
        return report;
    }

    private void attach(UserDomain domain, String name, String... more) {
        libvirt.virtZoned(
                        "attach",
                        domain.name(),
                        "--nvme-zns",
                        String.join(
                                ",",
                                Stream.concat(Stream.of(request(domain, name)), Stream.of(more))
                                        .toList()))
                .succeeds();
    }

    private String request(UserDomain domain, String name) {
        return libvirt.files().resolve(domain.name() + "-" + name + ".raw") + ",size=64M,zone-size=4M,name=" + name;
    }

    /** The serial numbers of the NVMe disks, in the order of their names. */
    private static List<String> serials(GuestReport report) {
        return report.disks().stream()
                .filter(disk -> disk.bus().equals("nvme"))
                .sorted(Comparator.comparing((GuestDisk disk) -> disk.node().length())
                        .thenComparing(GuestDisk::node))
                .map(GuestDisk::serial)
                .toList();
    }
}
