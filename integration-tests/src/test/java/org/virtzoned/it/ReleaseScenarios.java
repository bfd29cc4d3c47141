package org.virtzoned.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.virtzoned.VirtZoned;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.domainxml.Platform;
import org.virtzoned.domainxml.PlatformFeature;
import org.virtzoned.domainxml.Version;

/** A release's libvirt has what the version table says of it, and takes it. */
interface ReleaseScenarios {
    @Test
    default void theVersionsAreThoseOfTheTable(PrivateLibvirt libvirt) {
        Release release = libvirt.release();
        Platform found;
        try (VirtZoned virtZoned = VirtZoned.connect(libvirt.uriFromOutside())) {
            found = virtZoned.platform();
        }
        assertEquals(
                release.platform(),
                new Platform(
                        found.qemu().map(ReleaseScenarios::release),
                        found.libvirt().map(ReleaseScenarios::release)),
                () -> "QEMU and libvirt of " + release.debian() + ". Where it has moved: change " + release
                        + ", and write docs/versions.md anew.");
    }

    @Test
    default void checkSaysWhetherNamespacesCanHaveZones(PrivateLibvirt libvirt) {
        Platform platform = libvirt.release().platform();
        boolean zoned = platform.has(PlatformFeature.ZONED_NAMESPACES);

        CommandResult checked = libvirt.virtZoned("check", "nvme-zns").exits(zoned ? 0 : 1);

        assertEquals("PASS", status(checked, "host: Checking for QEMU", version(platform.qemu())));
        assertEquals("PASS", status(checked, "host: Checking for libvirt", version(platform.libvirt())));
        assertEquals(zoned ? "PASS" : "FAIL", status(checked, "nvme-zns: Checking for zones of QEMU's nvme-ns", ""));
    }

    @ParameterizedTest
    @EnumSource
    default void whatIsRenderedForItIsDefinedAndGoesAgain(RenderedWay way, PrivateLibvirt libvirt) throws IOException {
        UserDomain domain = UserDomain.define(libvirt, "guest", UserDomain.FURNISHED);
        String before = domain.xml();

        CommandResult result = way.place() == RenderedWay.Place.DEFINITION
                ? libvirt.virtZoned(words(List.of("attach", "guest"), way, libvirt))
                : filter(way, libvirt, domain);

        boolean refused = result.status() != 0;
        String form = refused ? RenderedForm.refused(result.exits(1).err()) : RenderedForm.in(domain.xml());
        assertEquals(way.form(libvirt.release().platform()), form, result::toString);
        if (!refused) {
            DomainDocument kept = DomainDocument.parse(domain.xml());
            assertEquals(List.of(), kept.incompleteDevices(), "devices that libvirt dropped something of");
            assertEquals(List.of(), kept.changedDevices(), "devices that libvirt changed");
            libvirt.virtZoned("detach", "guest", "z").succeeds();
        }
        assertEquals(before, domain.xml());
    }

    /** Defines what comes out of it, checked against the schema. */
    private static CommandResult filter(RenderedWay way, PrivateLibvirt libvirt, UserDomain domain) throws IOException {
        Platform platform = libvirt.release().platform();
        // vhost-scsi wants KVM; a libvirt that has none refuses such a domain.
        Path document = Files.writeString(
                libvirt.files().resolve("kvm.xml"), domain.xml().replace("<domain type='qemu'", "<domain type='kvm'"));
        List<String> filter = List.of(
                "filter", "--qemu-version", version(platform.qemu()), "--libvirt-version", version(platform.libvirt()));
        CommandResult filtered = libvirt.virtZonedFrom(document, words(filter, way, libvirt));
        if (filtered.status() == 0) {
            Files.writeString(document, filtered.out().replace("<domain type='kvm'", "<domain type='qemu'"));
            libvirt.virsh("define", "--validate", document.toString()).succeeds();
        }
        return filtered;
    }

    private static String[] words(List<String> command, RenderedWay way, PrivateLibvirt libvirt) {
        List<String> words = new ArrayList<>(command);
        words.addAll(way.option(libvirt.files().resolve("z.raw")));
        return words.toArray(String[]::new);
    }

    /** The result of the check of some words, in whose parentheses something is. */
    private static String status(CommandResult checked, String check, String part) {
        String line = checked.out()
                .lines()
                .filter(found -> found.matches(check + " +: .*"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No '" + check + "': " + checked));
        assertTrue(line.contains(part), line);
        return line.replaceFirst(".* : ([A-Z]+).*", "$1");
    }

    private static String version(Optional<Version> version) {
        return version.orElseThrow().toString();
    }

    private static Version release(Version version) {
        return Version.of(version.major(), version.minor());
    }
}
