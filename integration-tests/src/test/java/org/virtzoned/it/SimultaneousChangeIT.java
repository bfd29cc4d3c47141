package org.virtzoned.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
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
    private static final int ROUNDS = 5;
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

    /** They order themselves, and each begins with what the one before it left. */
    @Test
    void attachmentsAtTheSameTimeAreAllMade() {
        UserDomain domain = UserDomain.define(libvirt, "guest", UserDomain.Q35);
        String before = domain.xml();
        List<String> names = List.of("a", "b", "c", "d");
        for (int round = 1; round <= ROUNDS; round++) {
            int now = round;
            List<CommandResult> results = libvirt.runTogether(
                    names.stream().map(name -> attach(name, now)).toList());

            results.forEach(result -> assertEquals(0, result.status(), result::toString));
            names.forEach(name -> assertTrue(Files.exists(file(name, now))));
            assertEquals(Set.copyOf(names), attached(), "round " + round);
            results = libvirt.runTogether(names.stream().map(this::detach).toList());
            results.forEach(result -> assertEquals(0, result.status(), result::toString));
            assertEquals(before, domain.xml());
        }
    }

    /** A change that somebody else makes between the two is kept, and ours is planned again on top of it. */
    @Test
    void aChangeIsPlannedAgainWhereAnotherCameBetween() {
        UserDomain domain = UserDomain.define(libvirt, "guest", UserDomain.Q35);
        Path file = libvirt.files().resolve("z.raw");
        try (VirtZoned virtZoned = VirtZoned.connect(libvirt.uriFromOutside())) {
            ZonedDevice device = VirtZoned.device(Way.NVME_ZNS, file + ",size=64M,zone-size=4M,name=z");
            AtomicInteger plans = new AtomicInteger();
            Supplier<DomainChange> plan = () -> {
                DomainChange change = virtZoned.attach("guest", List.of(device));
                if (plans.incrementAndGet() == 1) {
                    domain.redefine(domain.xml().replace("</uuid>", "</uuid>\n  <title>edited meanwhile</title>"));
                }
                return change;
            };

            DomainChange.planAndApply(plan, what -> {});

            assertEquals(2, plans.get());
            assertTrue(domain.xml().contains("edited meanwhile"));
            assertEquals(Set.of("z"), attached());
            assertTrue(Files.exists(file));
        }
    }

    /** Someone who never stops is given up on; nothing is changed then. */
    @Test
    void aChangeIsNotPlannedAgainForEver() {
        UserDomain domain = UserDomain.define(libvirt, "guest", UserDomain.Q35);
        Path file = libvirt.files().resolve("z.raw");
        try (VirtZoned virtZoned = VirtZoned.connect(libvirt.uriFromOutside())) {
            ZonedDevice device = VirtZoned.device(Way.NVME_ZNS, file + ",size=64M,zone-size=4M,name=z");
            AtomicInteger plans = new AtomicInteger();
            String before = domain.xml();
            Supplier<DomainChange> plan = () -> {
                DomainChange change = virtZoned.attach("guest", List.of(device));
                domain.redefine(
                        before.replace("</uuid>", "</uuid>\n  <title>edit " + plans.incrementAndGet() + "</title>"));
                return change;
            };

            VirtZonedException refused =
                    assertThrows(VirtZonedException.class, () -> DomainChange.planAndApply(plan, what -> {}));

            assertEquals("Cannot change domain 'guest': it changed meanwhile.", refused.getMessage());
            assertEquals(5, plans.get());
            assertEquals(Set.of(), attached());
            assertFalse(Files.exists(file));
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

    private List<String> detach(String name) {
        return List.of(libvirt.launcher(), "-c", libvirt.uri(), "detach", "guest", name);
    }
}
