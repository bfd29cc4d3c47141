package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@code attach}, {@code check --domain} and the start of a guest agree: what one of them refuses, all do. */
interface VerdictScenarios {
    String GEOMETRY = ",size=64M,zone-size=4M";
    String FILE = NvmeZnsScenarios.FOLDER + "zns0.raw";
    String OTHER = NvmeZnsScenarios.FOLDER + "other.raw";

    @TestFactory
    @DisplayName("A domain that was edited, or a host that was changed, behind a device's record")
    default Stream<DynamicTest> verdicts(NestedHost host) {
        make(host, FILE);
        NestedGuest guest = NestedGuest.define(host, "verdict", "", "--nvme-zns", FILE + GEOMETRY + ",name=zns0");
        String good = guest.xml();
        Runnable restore = () -> guest.redefine(good);
        Verdicts verdicts = new Verdicts(host, guest);

        return verdicts.when(
                        "its folder lets QEMU's user not through",
                        "verdict-folder-closed",
                        () -> host.run("chmod", "700", NvmeZnsScenarios.FOLDER).succeeds(),
                        () -> host.run("chmod", "711", NvmeZnsScenarios.FOLDER).succeeds(),
                        OTHER + GEOMETRY)
                .when("its file is a symbolic link", "verdict-file-is-a-link", () -> link(host, FILE), () -> host.run(
                                "mv", FILE + ".aside", FILE)
                        .succeeds())
                .when(
                        "the policy allows no file there",
                        "verdict-folder-not-allowed",
                        () -> Policy.set(host, "[folders]\nallow = /srv/zoned\n"),
                        () -> Policy.remove(host),
                        OTHER + GEOMETRY)
                .when(
                        "the policy is malformed",
                        "verdict-policy-malformed",
                        () -> Policy.set(host, "[folder]\nallow = /srv/zoned\n"),
                        () -> Policy.remove(host),
                        OTHER + GEOMETRY)
                .when(
                        "its record is there twice",
                        "verdict-record-twice",
                        () -> guest.redefine(xml -> xml.replaceFirst("(<zoned:device [^>]*/>)", "$1$1")),
                        restore,
                        OTHER + GEOMETRY)
                .when(
                        "the zone size is another in the argument",
                        "verdict-zone-size-of-the-argument",
                        () -> guest.redefine(xml -> xml.replace("zoned.zone_size=4194304", "zoned.zone_size=8M")),
                        restore)
                .when(
                        "the zone size is another in the metadata",
                        "verdict-zone-size-of-the-record",
                        () -> guest.redefine(Metadata.with("zone-size", "8M")),
                        restore)
                .when(
                        "the arguments are gone",
                        "verdict-commandline-gone",
                        () -> guest.redefine(without("(?s)<qemu:commandline>.*</qemu:commandline>")),
                        restore)
                .when(
                        "the namespace's argument is gone",
                        "verdict-namespace-gone",
                        () -> guest.redefine(
                                without("<qemu:arg value=['\"]-device['\"]/>\\s*<qemu:arg value=['\"]nvme-ns,[^>]*/>")),
                        restore)
                .when(
                        "the metadata are gone",
                        "verdict-metadata-gone",
                        () -> guest.redefine(without("(?s)<metadata>.*</metadata>")),
                        restore)
                .tests();
    }

    @Test
    @DisplayName("A link is refused as a new device's file, and a name with a no-break space is a name")
    default void newDevices(NestedHost host) {
        make(host, FILE);
        NestedGuest guest = NestedGuest.define(host, "verdict", "", "--nvme-zns", FILE + GEOMETRY + ",name=zns0");
        make(host, OTHER);
        link(host, OTHER);

        host.virtZoned("attach", guest.name(), "--nvme-zns", OTHER + GEOMETRY + ",reuse=yes")
                .refuses(
                        "Cannot give " + OTHER + " to domain 'verdict': it is a symbolic link to " + OTHER
                                + ".aside, expected the file itself.",
                        "Name the file itself: " + OTHER + ".aside");
        String odd = NvmeZnsScenarios.FOLDER + "a\u00a0b\u3000c.raw";
        host.virtZoned("attach", guest.name(), "--nvme-zns", odd + GEOMETRY + ",name=odd")
                .succeeds();
        host.virtZoned("check", "--domain", guest.name()).succeeds();
        guest.startPaused().destroy();
        HostState.assertNothingLeft(host);

        // What repair cannot do is not 'nothing to do'.
        host.run("chmod", "000", FILE).succeeds();
        host.run("chown", "root:root", FILE).succeeds();
        String unreadable = host.virtZoned("repair", guest.name()).exits(1).err();
        assertTrue(unreadable.contains("may not read and write it.\nGive it to that user: chown "), unreadable);
        host.run("bash", "-c", "chown libvirt-qemu:libvirt-qemu \"$1\"; chmod u+rw \"$1\"", "-", FILE)
                .succeeds();
        host.virtZoned("repair", guest.name()).succeeds();
    }

    private static UnaryOperator<String> without(String pattern) {
        return xml -> {
            String edited = xml.replaceFirst(pattern, "");
            assertTrue(edited.length() < xml.length(), xml);
            return edited;
        };
    }

    private static void make(NestedHost host, String path) {
        host.run(
                        "bash",
                        "-c",
                        "truncate -s 64M \"$1\" && chown libvirt-qemu:libvirt-qemu \"$1\" && chmod 600 \"$1\"",
                        "-",
                        path)
                .succeeds();
    }

    private static void link(NestedHost host, String path) {
        host.run("mv", path, path + ".aside").succeeds();
        host.run("ln", "-s", path + ".aside", path).succeeds();
    }

    /** States of a domain and its host, each a test of what {@code virsh start}, check and attach say in it. */
    final class Verdicts {
        private final NestedHost host;
        private final NestedGuest guest;
        private final List<DynamicTest> tests = new ArrayList<>();

        Verdicts(NestedHost host, NestedGuest guest) {
            this.host = host;
            this.guest = guest;
        }

        /**
         * Adds a state.
         *
         * @param golden the file with what the start prints
         * @param attached a namespace whose attaching is refused in it; none where that has another verdict
         */
        Verdicts when(String state, String golden, Runnable bring, Runnable undo, String... attached) {
            tests.add(dynamicTest(state, () -> {
                bring.run();
                try {
                    GoldenRefusal start = GoldenRefusal.ofStart(host, guest.name());
                    start.assertLike(golden);
                    assertFails(start.remedy());
                    for (String namespace : attached) {
                        host.virtZoned("attach", guest.name(), "--nvme-zns", namespace)
                                .exits(1);
                        host.run("test", "!", "-e", OTHER).succeeds();
                    }
                } finally {
                    undo.run();
                }
                HostState.assertNothingLeft(host);
            }));
            return this;
        }

        /** Its check fails, with the remedy that the start has. */
        private void assertFails(String remedy) {
            String report = host.virtZoned("check", "--domain", guest.name(), "-o", "json")
                    .exits(1)
                    .out();
            List<String> remedies = CheckReports.remediesOfFailures(report);
            assertTrue(remedies.contains(remedy), () -> remedy + " is not in " + report);
        }

        /** All of them, and last that the domain starts where nothing is in its way. */
        Stream<DynamicTest> tests() {
            tests.add(dynamicTest("nothing is in its way", () -> {
                host.virtZoned("check", "--domain", guest.name()).succeeds();
                guest.startPaused().destroy();
                HostState.assertNothingLeft(host);
            }));
            return tests.stream();
        }
    }
}
