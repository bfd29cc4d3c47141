package org.virtzoned.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A domain whose metadata nobody can read, edited by hand or of another version, is in no other domain's way. */
@ExtendWith(LibvirtExtension.class)
class UnreadableMetadataIT {
    private static final String GEOMETRY = ",size=64M,zone-size=4M,name=z";
    private static final String REMEDY = "Correct <zoned:devices> in the domain's <metadata>: virsh edit odd";

    private static final String REASON =
            "Cannot read the zoned devices in the metadata of domain 'odd': Cannot read nvme-zns '%s': size is 'huge',"
                    + " expected a size with a unit, such as 64M.";

    private final PrivateLibvirt libvirt;
    private final Path file;
    private final Path taken;

    UnreadableMetadataIT(PrivateLibvirt libvirt) {
        this.libvirt = libvirt;
        this.file = libvirt.files().resolve("z.raw");
        this.taken = libvirt.files().resolve("taken.raw");
    }

    @BeforeEach
    void defineDomains() {
        UserDomain.define(libvirt, "guest", UserDomain.Q35);
        UserDomain odd = UserDomain.define(libvirt, "odd", UserDomain.Q35);
        odd.redefine(odd.xml()
                .replace(
                        "</uuid>",
                        "</uuid><metadata><zoned:devices xmlns:zoned='urn:virt-zoned:1'><zoned:device way='nvme-zns'"
                                + " name='z' source='" + taken + "' size='huge'/></zoned:devices></metadata>"));
    }

    @Test
    void othersAreListedBesideIt() {
        libvirt.virtZoned("attach", "guest", "--nvme-zns", file + GEOMETRY).succeeds();

        CommandResult table = libvirt.virtZoned("list").succeeds();
        CommandResult json = libvirt.virtZoned("list", "-o", "json").succeeds();

        assertTrue(table.out().contains(file.toString()), table::toString);
        String problem = REASON.formatted(taken) + " " + REMEDY;
        assertEquals("warning: " + problem + "\n", table.err());
        assertTrue(json.out().contains("\"problem\" : \"" + problem + "\""), json::toString);
        libvirt.virtZoned("list", "odd").refuses(REASON.formatted(taken), REMEDY);
    }

    @Test
    void whatItNamesStaysItsOwn() {
        libvirt.virtZoned("attach", "guest", "--nvme-zns", taken + GEOMETRY)
                .refuses("Cannot take " + taken + ": domain 'odd' names it, in device 'z'.", "Choose another file.");
    }
}
