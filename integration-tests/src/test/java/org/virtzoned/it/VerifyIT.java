package org.virtzoned.it;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.virtzoned.ChangeException;
import org.virtzoned.VirtZoned;
import org.virtzoned.guest.AgentException;
import org.virtzoned.zone.DeviceZones;
import org.virtzoned.zone.Zone;
import org.virtzoned.zone.ZoneCondition;
import org.virtzoned.zone.ZoneType;

/** Guests are asked by their agents what they have. One guest is booted for all that a guest must answer to. */
@ExtendWith(LibvirtExtension.class)
class VerifyIT {
    private static final long MIB = 1L << 20;
    private static final String GUEST = "asked";

    /** A SMR disk of 14 TB has as many. */
    private static final int MANY_ZONES = 55_880;

    private static final Duration AGENT_LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(200);

    private static final String CHANNEL =
            "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>";
    private static final String NO_CHANNEL =
            "Cannot ask the guest of domain '" + GUEST + "': the domain has no channel for a guest agent.";
    private static final String NO_CHANNEL_REMEDY = "Add one and start the guest again: virt-xml " + GUEST
            + " --add-device --channel unix,target.type=virtio,target.name=org.qemu.guest_agent.0 (or <channel"
            + " type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel> by 'virsh edit'). In the"
            + " guest, install the package qemu-guest-agent.";
    private static final String PAUSED =
            "Cannot verify domain '" + GUEST + "': its guest is paused, and its agent cannot answer.";
    private static final String NOT_CONNECTED =
            "Cannot ask the guest of domain '" + GUEST + "': no guest agent runs in it.";
    private static final String NOT_CONNECTED_REMEDY =
            "In the guest, install the package qemu-guest-agent and see that its service runs: systemctl status"
                    + " qemu-guest-agent. A guest that is just starting has it in a moment.";
    private static final String AGENT = "$(cat /proc/[0-9]*/stat | grep '(qemu-ga)' | cut -d ' ' -f 1)";

    private final PrivateLibvirt libvirt;

    VerifyIT(PrivateLibvirt libvirt) {
        this.libvirt = libvirt;
    }

    @Test
    void aGuestHasWhatWasAskedForOrItIsSaidWhatNot() throws JsonProcessingException {
        Guest guest = new Guest(libvirt, GUEST)
                .define(
                        libvirt.initialRamFileSystemWithAgent(),
                        Guest.kernelCommandLine("zoned.loop=yes zoned.mark=yes zoned.devices=4"),
                        "--nvme-zns",
                        file("odd") + ",size=344M,zone-size=8M,zone-capacity=5M,max-open=3,max-active=7"
                                + ",logical-block-size=4096,name=odd",
                        "--nvme-zns",
                        file("conv") + ",size=20M,zoned=no,name=conv,controller=odd",
                        "--nvme-zns",
                        file("many") + ",size=6985M,zone-size=128K,name=many,controller=odd",
                        "--nvme-zns",
                        file("edited") + ",size=64M,zone-size=4M,zone-capacity=3M,name=edited,controller=odd",
                        "--nvme-zns",
                        file("three") + ",size=60M,zone-size=3M,name=three,controller=odd")
                .redefine(xml -> xml.replaceFirst(
                                "(name=.edited.[^>]*) size=.64M. zone-size=.4M. zone-capacity=.3M.",
                                "$1 size='64M' zone-size='8M' zone-capacity='7M' max-open='2'")
                        .replace(
                                "</zoned:devices>",
                                "<zoned:device way='nvme-zns' name='gone' source='/x/gone.raw' size='64M' zone-size='4M'"
                                        + " nsid='9' controller='odd' serial='odd' rendering='commandline'"
                                        + " uuid='5e40ec5f-eeb6-4317-bc5e-c919796a5f79'/></zoned:devices>"))
                .start();
        libvirt.virtZoned("attach", GUEST, "--nvme-zns", file("later") + ",size=64M,zone-size=4M,name=later")
                .succeeds();
        guest.report();
        awaitAgent();

        CommandResult verified = libvirt.virtZoned("verify", GUEST).exits(1);
        String kernel = new ObjectMapper()
                .readTree(libvirt.virtZoned("verify", GUEST, "-o", "json")
                        .exits(1)
                        .out())
                .get("kernel")
                .textValue();
        assertEquals("""
                Verifying device 'odd' (nvme-zns), /dev/nvme0n1 in the guest    : PASS
                Verifying device 'conv' (nvme-zns), /dev/nvme0n2 in the guest   : PASS
                Verifying device 'many' (nvme-zns), /dev/nvme0n3 in the guest   : PASS
                Verifying device 'edited' (nvme-zns), /dev/nvme0n4 in the guest : FAIL (zones is 16, expected 8, zone-size\
                 is 4M, expected 8M, zone-capacity is 3M, expected 7M, max-open is 0, expected 2. Did somebody edit the\
                 domain, or its record? Detach the device, attach it again, destroy the guest and start it.)
                Verifying device 'three' (nvme-zns)                             : FAIL (the guest has no disk with serial\
                 number odd and namespace id 5; its zones are of 3M, and Linux takes a power of two only. Take another\
                 zone-size.)
                Verifying device 'gone' (nvme-zns)                              : FAIL (the guest has no disk with serial\
                 number odd and namespace id 9; its driver is there in the guest (Linux @kernel@). Destroy the guest\
                 and start it again, if the device was attached or changed since it was started. Its kernel may have no\
                 zoned block devices at all: CONFIG_BLK_DEV_ZONED.)
                Verifying device 'later' (nvme-zns)                             : WARN (the guest runs without it: it was\
                 attached for the next start. Shut the guest down and start it again.)
                """.replace("@kernel@", kernel), verified.out());
        assertAll(
                this::jsonSaysTheSame,
                this::zonesAreAsTheGuestWroteThem,
                this::theCommandPrintsThem,
                this::allOfManyZonesAreRead,
                this::noZonesAreSaid);
        assertAgentsThatDoNotAnswerAreSaid();
    }

    @Test
    void withoutAnAgentItIsSaidHowToGetOne() {
        Guest guest = new Guest(libvirt, GUEST)
                .define(
                        libvirt.initialRamFileSystem(),
                        Guest.kernelCommandLine(),
                        "--nvme-zns",
                        file("zns") + ",size=64M,zone-size=4M")
                .redefine(xml -> xml.replaceFirst("(?s)<channel type='unix'>.*?</channel>", ""));
        libvirt.virtZoned("verify", GUEST)
                .refuses(
                        "Cannot verify domain '" + GUEST + "': its guest does not run.",
                        "Start it: virsh start " + GUEST);

        guest.startPaused();
        libvirt.virtZoned("verify", GUEST).refuses(NO_CHANNEL, NO_CHANNEL_REMEDY);
        libvirt.virsh("destroy", GUEST).succeeds();

        guest.redefine(xml -> xml.replace("<devices>", "<devices>" + CHANNEL)).startPaused();
        libvirt.virtZoned("verify", GUEST).refuses(PAUSED, "Let it run on: virsh resume " + GUEST);

        libvirt.virsh("resume", GUEST).succeeds();
        libvirt.virtZoned("verify", GUEST).refuses(NOT_CONNECTED, NOT_CONNECTED_REMEDY);
    }

    private void jsonSaysTheSame() throws JsonProcessingException {
        JsonNode json = new ObjectMapper()
                .readTree(libvirt.virtZoned("verify", GUEST, "-o", "json")
                        .exits(1)
                        .out());
        List<String> results = new ArrayList<>();
        json.get("devices")
                .forEach(device -> results.add(device.get("name").textValue() + " "
                        + device.get("result").textValue() + " "
                        + device.path("node").asText("-")));
        assertEquals(
                List.of(
                        "odd PASS /dev/nvme0n1",
                        "conv PASS /dev/nvme0n2",
                        "many PASS /dev/nvme0n3",
                        "edited FAIL /dev/nvme0n4",
                        "three FAIL -",
                        "gone FAIL -",
                        "later WARN -"),
                results);
        assertEquals(
                "{\"property\":\"zone-size\",\"asked\":\"8M\",\"found\":\"4M\"}",
                json.get("devices").get(3).get("differences").get(1).toString());
    }

    /** The guest wrote a block to the first zone, and finished the second. */
    private void zonesAreAsTheGuestWroteThem() {
        try (VirtZoned virtZoned = VirtZoned.connect(libvirt.uriFromOutside())) {
            DeviceZones zones = virtZoned.guestZones(GUEST, "odd", (read, total) -> {});
            DeviceZones byNode = virtZoned.guestZones(GUEST, "nvme0n1", (read, total) -> {});

            List<Zone> all = zones.report().zones();
            Zone first = all.get(0);
            assertAll(
                    () -> assertEquals(GUEST + "/odd", zones.device().name()),
                    () -> assertEquals("/dev/nvme0n1", zones.device().node()),
                    () -> assertEquals("QEMU NVMe Ctrl", zones.device().model().orElseThrow()),
                    () -> assertEquals(OptionalInt.of(3), zones.device().maxOpenZones()),
                    () -> assertEquals(OptionalInt.of(7), zones.device().maxActiveZones()),
                    () -> assertEquals(43, all.size()),
                    () -> assertEquals(ZoneType.SEQUENTIAL_WRITE_REQUIRED, first.type()),
                    () -> assertEquals(8 * MIB, first.lengthBytes()),
                    () -> assertEquals(5 * MIB, first.capacityBytes()),
                    () -> assertEquals(ZoneCondition.IMPLICIT_OPEN, first.condition()),
                    () -> assertEquals(OptionalLong.of(4096), first.writePointerBytes()),
                    () -> assertEquals(ZoneCondition.FULL, all.get(1).condition()),
                    () -> assertEquals(ZoneCondition.EMPTY, all.get(2).condition()),
                    () -> assertEquals(OptionalLong.of(16 * MIB), all.get(2).writePointerBytes()),
                    () -> assertEquals(
                            all.stream().map(Zone::toString).toList(),
                            byNode.report().zones().stream().map(Zone::toString).toList()));
        }
    }

    /** The command's document is the same as of a host's disk. */
    private void theCommandPrintsThem() {
        String table =
                libvirt.virtZoned("zones", GUEST + "/odd", "--table").succeeds().out();

        assertEquals(44, table.lines().count(), table);
        libvirt.virtZoned("zones", GUEST + "/nothing")
                .refuses(
                        "Cannot read the zones of asked/nothing: domain 'asked' runs with no zoned device of that name, and"
                                + " its guest has no such disk.",
                        "List its devices: virt-zoned list asked");
    }

    private void allOfManyZonesAreRead() {
        List<Integer> progress = new ArrayList<>();
        try (VirtZoned virtZoned = VirtZoned.connect(libvirt.uriFromOutside())) {
            DeviceZones zones = virtZoned.guestZones(GUEST, "many", (read, total) -> {
                assertEquals(MANY_ZONES, total);
                progress.add(read);
            });

            assertEquals(MANY_ZONES, zones.report().zones().size());
            assertEquals(MANY_ZONES, progress.get(progress.size() - 1));
            assertTrue(progress.size() > 2, progress::toString);
            Zone last = zones.report().zones().get(MANY_ZONES - 1);
            assertEquals(6985 * MIB, last.startBytes() + last.lengthBytes());
        }
    }

    private void noZonesAreSaid() {
        try (VirtZoned virtZoned = VirtZoned.connect(libvirt.uriFromOutside())) {
            AgentException plain =
                    assertThrows(AgentException.class, () -> virtZoned.guestZones(GUEST, "conv", (read, total) -> {}));
            assertEquals(
                    "Cannot ask the guest of domain 'asked': /dev/nvme0n2 has no zones there (to its kernel, the zoned"
                            + " model is 'none').",
                    plain.getMessage());
            ChangeException unknown =
                    assertThrows(ChangeException.class, () -> virtZoned.guestZones(GUEST, "sdz", (read, total) -> {}));
            assertEquals(
                    "Cannot read the zones of asked/sdz: domain 'asked' runs with no zoned device of that name, and its"
                            + " guest has no such disk.",
                    unknown.getMessage());
        }
    }

    /** By what the guest's own programs do to its agent; the last of them takes it away. */
    private void assertAgentsThatDoNotAnswerAreSaid() {
        inGuest("kill -STOP " + AGENT + "; sleep 10; kill -CONT " + AGENT);
        CommandResult silent =
                libvirt.virtZoned("verify", GUEST, "--timeout", "2").exits(1);
        assertTrue(
                silent.err()
                        .matches("error: Cannot ask the guest of domain 'asked': its agent gives no answer: .*\\.\n"
                                + "Is the guest hung, paused or very busy\\? Try again, or in the guest: systemctl restart"
                                + " qemu-guest-agent\\.\n"),
                silent::toString);
        awaitAgent();

        inGuest("port=$(tr '\\0' ' ' < /proc/" + AGENT + "/cmdline | sed 's/.*--path=\\([^ ]*\\).*/\\1/'); kill "
                + AGENT
                + "; sleep 1; qemu-ga --method=virtio-serial --path=$port --statedir=/run"
                + " -b guest-file-open,guest-exec > /dev/null 2>&1 &");
        awaitAgent();
        await(
                // The agent that is about to end may still take the question, and never answer it.
                () -> libvirt.virtZoned("verify", GUEST, "--timeout", "5").err().contains("may not do"),
                "the agent that may do less");
        CommandResult restricted = libvirt.virtZoned("verify", GUEST).exits(1);
        assertTrue(
                restricted
                        .err()
                        .matches("error: Cannot ask the guest of domain 'asked': its agent \\([0-9.]+\\) may not do"
                                + " guest-file-open\\.\nIn the guest, allow it in /etc/sysconfig/qemu-ga \\(BLACKLIST_RPC,"
                                + " BLOCK_RPCS or FILTER_RPC_ARGS\\) or /etc/qemu/qemu-ga\\.conf \\(block-rpcs,"
                                + " allow-rpcs\\), then: systemctl restart qemu-guest-agent\n"),
                restricted::toString);
    }

    private void inGuest(String script) {
        ObjectNode command = new ObjectMapper().createObjectNode().put("execute", "guest-exec");
        command.putObject("arguments")
                .put("path", "sh")
                .putArray("arg")
                .add("-c")
                .add(script);
        libvirt.virsh("qemu-agent-command", GUEST, command.toString()).succeeds();
    }

    private void awaitAgent() {
        await(
                () -> libvirt.virsh("qemu-agent-command", GUEST, "--timeout", "5", "{\"execute\":\"guest-ping\"}")
                                .status()
                        == 0,
                "the guest's agent");
    }

    private static void await(Supplier<Boolean> condition, String what) {
        Instant end = Instant.now().plus(AGENT_LIMIT);
        while (!condition.get()) {
            assertTrue(Instant.now().isBefore(end), () -> "not there in " + AGENT_LIMIT.toSeconds() + " s: " + what);
            try {
                Thread.sleep(LOOK.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private String file(String name) {
        return libvirt.files().resolve(name + ".raw").toString();
    }
}
