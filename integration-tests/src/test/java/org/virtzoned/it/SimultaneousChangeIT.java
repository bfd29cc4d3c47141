package org.virtzoned.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.virtzoned.DomainChange;
import org.virtzoned.DomainDevices;
import org.virtzoned.VirtZoned;
import org.virtzoned.device.Way;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.VirtZonedException;

/** Whoever changes a domain at the same time loses nothing. */
@ExtendWith(LibvirtExtension.class)
class SimultaneousChangeIT {
    private static final int ROUNDS = 50;
    private static final int FILE_ROUNDS = 3;

    private final PrivateLibvirt libvirt;

    SimultaneousChangeIT(PrivateLibvirt libvirt) {
        this.libvirt = libvirt;
    }

    @Test
    void anothersChangeStays() {
        UserDomain domain = UserDomain.define(libvirt, "guest", UserDomain.Q35);
        Path file = libvirt.files().resolve("z.raw");
        try (VirtZoned virtZoned = VirtZoned.connect(libvirt.uriFromOutside())) {
            DomainChange change =
                    virtZoned.attach("guest", List.of(VirtZoned.device(Way.NVME_ZNS, file + ",size=64M,zone-size=4M")));
            domain.redefine(domain.xml().replace("</uuid>", "</uuid>\n  <title>edited meanwhile</title>"));
            String edited = domain.xml();

            VirtZonedException refused = assertThrows(VirtZonedException.class, change::apply);

            assertEquals("Cannot change domain 'guest': it changed meanwhile.", refused.getMessage());
            assertEquals(ErrorCode.CONFLICT, refused.code());
            assertEquals(edited, domain.xml());
            assertTrue(edited.contains("edited meanwhile"));
            assertFalse(Files.exists(file));
        }
    }

    @Test
    void twoAttachmentsAtTheSameTimeAreBothMadeOrOneIsRefused() {
        UserDomain domain = UserDomain.define(libvirt, "guest", UserDomain.Q35);
        String before = domain.xml();
        for (int round = 1; round <= ROUNDS; round++) {
            List<CommandResult> results = libvirt.runTogether(List.of(attach("a", round), attach("b", round)));

            Set<String> expected = new TreeSet<>();
            for (int i = 0; i < results.size(); i++) {
                CommandResult result = results.get(i);
                String name = List.of("a", "b").get(i);
                if (result.status() == 0) {
                    expected.add(name);
                } else {
                    result.refuses("Cannot change domain 'guest': it changed meanwhile.", "Give the command again.");
                }
                assertEquals(result.status() == 0, Files.exists(file(name, round)), result::toString);
            }
            assertFalse(expected.isEmpty(), "one is made");
            assertEquals(expected, attached(), "round " + round);
            detach(new ArrayList<>(expected));
            assertEquals(before, domain.xml());
        }
    }

    @Test
    void oneFileIsGivenToOneOfTwoDomains() {
        UserDomain.define(libvirt, "one", UserDomain.Q35);
        UserDomain.define(libvirt, "two", UserDomain.Q35);
        for (int round = 1; round <= FILE_ROUNDS; round++) {
            Path file = file("z", round);

            List<CommandResult> results =
                    libvirt.runTogether(List.of(attach("one", "z" + round, file), attach("two", "z" + round, file)));

            assertEquals(
                    List.of(0, 1),
                    results.stream().map(CommandResult::status).sorted().toList(),
                    results::toString);
            assertTrue(Files.exists(file));
            List<String> domains = holders("z" + round);
            assertEquals(List.of(results.get(0).status() == 0 ? "one" : "two"), domains);
        }
    }

    @Test
    void aFileToBeReusedIsGivenToOneOfTwoDomains() throws IOException {
        UserDomain.define(libvirt, "one", UserDomain.Q35);
        UserDomain.define(libvirt, "two", UserDomain.Q35);
        Path file = Files.write(libvirt.files().resolve("used.raw"), new byte[64 << 20]);
        ZonedDevice device = VirtZoned.device(Way.NVME_ZNS, file + ",size=64M,zone-size=4M,name=z,reuse=yes");
        try (VirtZoned virtZoned = VirtZoned.connect(libvirt.uriFromOutside())) {
            DomainChange first = virtZoned.attach("one", List.of(device));
            DomainChange second = virtZoned.attach("two", List.of(device));
            first.apply();

            VirtZonedException refused = assertThrows(VirtZonedException.class, second::apply);

            assertEquals("Cannot take " + file + ": domain 'one' names it, in device 'z'.", refused.getMessage());
        }
        assertEquals(List.of("one"), holders("z"));
    }

    private List<String> attach(String name, int round) {
        return attach("guest", name, file(name, round));
    }

    private List<String> attach(String domain, String name, Path file) {
        return List.of(
                libvirt.launcher(),
                "-c",
                libvirt.uri(),
                "attach",
                domain,
                "--nvme-zns",
                file + ",size=64M,zone-size=4M,name=" + name);
    }

    private List<String> holders(String device) {
        try (VirtZoned virtZoned = VirtZoned.connect(libvirt.uriFromOutside())) {
            return virtZoned.list().stream()
                    .filter(domain -> domain.devices().stream()
                            .anyMatch(held -> held.name().text().equals(device)))
                    .map(DomainDevices::domain)
                    .toList();
        }
    }

    private Path file(String name, int round) {
        return libvirt.files().resolve(name + round + ".raw");
    }

    private Set<String> attached() {
        try (VirtZoned virtZoned = VirtZoned.connect(libvirt.uriFromOutside())) {
            return virtZoned.list("guest").devices().stream()
                    .map(device -> device.name().text())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private void detach(List<String> names) {
        try (VirtZoned virtZoned = VirtZoned.connect(libvirt.uriFromOutside())) {
            virtZoned.detach("guest", names).apply();
        }
    }
}
