package org.virtzoned.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.virtzoned.device.ByteSize;
import org.virtzoned.device.ImageFormat;
import org.virtzoned.device.SourcePath;
import org.virtzoned.error.ErrorCode;

/** libvirt's own test driver, which has the domain {@code test} and the pool {@code default-pool}. */
class LibvirtConnectionTest {
    private static final UUID GUEST = UUID.fromString("44444444-9999-4444-8888-777777777777");

    private LibvirtConnection connection;

    @BeforeEach
    void open() {
        connection = LibvirtConnection.open(Optional.of("test:///default"));
    }

    @AfterEach
    void close() {
        connection.findByName("guest").ifPresent(guest -> connection.undefine("guest", guest.uuid()));
        connection.close();
    }

    @Test
    void saysWhatItIs() {
        assertEquals("test:///default", connection.uri());
        assertTrue(connection.isLocal());
        assertFalse(connection.isSession());
        assertTrue(connection.platform().libvirt().isPresent());
        assertEquals(Optional.empty(), connection.platform().qemu());
        assertFalse(connection.capabilities().hasKvm());
        assertFalse(connection.capabilities().hasAppArmor());
        assertEquals(Optional.empty(), connection.capabilities().owner("kvm"));
    }

    @Test
    void definesAndFindsADomain() {
        connection.define("guest", document("<description>a</description>"));
        DomainDefinition defined = connection.domain("guest");

        assertEquals("guest", defined.name());
        assertEquals(GUEST, defined.uuid());
        assertFalse(defined.active());
        assertTrue(defined.persistent());
        assertTrue(defined.xml().contains("<description>a</description>"));
        assertEquals(defined, connection.domain(GUEST.toString()));
        assertTrue(connection.domains().contains(defined));

        connection.define("guest", document("<description>b</description>"));
        assertTrue(connection.domain("guest").xml().contains("<description>b</description>"));

        connection.undefine("guest", GUEST);
        assertEquals(Optional.empty(), connection.find("guest"));
    }

    @Test
    void findsADomainByItsId() {
        assertEquals("test", connection.domain("1").name());
        assertEquals(Optional.empty(), connection.findByName("1"));
        assertTrue(connection.domain("test").active());
    }

    @Test
    void startsADomain() {
        connection.define("guest", document(""));

        connection.start("guest", GUEST);
        try {
            assertTrue(connection.domain("guest").active());
            LibvirtFailure refusal = assertThrows(LibvirtFailure.class, () -> connection.start("guest", GUEST));
            assertTrue(refusal.getMessage().startsWith("Cannot start domain 'guest': "), refusal.getMessage());
        } finally {
            // Undefining does not stop it: it would be there for the other tests.
            stop();
        }
    }

    @Test
    void aDomainThatIsNotThereIsNamed() {
        LibvirtFailure refusal = assertThrows(LibvirtFailure.class, () -> connection.domain("nobody"));

        assertEquals("Cannot find domain 'nobody': there is none on 'test:///default'.", refusal.getMessage());
        assertEquals(ErrorCode.NOT_FOUND, refusal.code());
    }

    /** Else libvirt would drop in silence what it does not know. */
    @Test
    void whatTheSchemaDoesNotKnowIsRefused() {
        LibvirtFailure refusal =
                assertThrows(LibvirtFailure.class, () -> connection.define("guest", document("<colour>red</colour>")));

        assertTrue(refusal.getMessage().startsWith("Cannot define domain 'guest': "), refusal.getMessage());
        assertEquals(1, refusal.getMessage().lines().count());
        assertEquals(ErrorCode.LIBVIRT, refusal.code());
        assertEquals(Optional.empty(), connection.find("guest"));
    }

    @Test
    void aConnectionThatCannotBeMadeIsRefusedInLibvirtsWords() {
        LibvirtFailure refusal =
                assertThrows(LibvirtFailure.class, () -> LibvirtConnection.open(Optional.of("nosuch:///system")));

        assertTrue(
                refusal.getMessage().startsWith("Cannot connect to libvirt at 'nosuch:///system': "),
                refusal.getMessage());
    }

    @Test
    void makesFindsAndDeletesAVolume() {
        StorageVolumes volumes = connection.volumes();
        assertEquals(Optional.empty(), volumes.find("default-pool", "z.raw"));
        assertEquals(new SourcePath("/default-pool/z.raw"), volumes.futurePath("default-pool", "z.raw"));

        StorageVolumes.Volume made =
                volumes.create("default-pool", "z.raw", ByteSize.parse("1M"), ImageFormat.RAW, true, Optional.empty());
        try {
            assertEquals(new SourcePath("/default-pool/z.raw"), made.path());
            assertEquals(1 << 20, made.capacityBytes());
            assertEquals("raw", made.format());
            assertEquals(Optional.of(made), volumes.find("default-pool", "z.raw"));
            LibvirtFailure refusal = assertThrows(
                    LibvirtFailure.class,
                    () -> volumes.create(
                            "default-pool", "z.raw", ByteSize.parse("1M"), ImageFormat.RAW, false, Optional.empty()));
            assertTrue(
                    refusal.getMessage().startsWith("Cannot create volume 'z.raw' in pool 'default-pool': "),
                    refusal.getMessage());
        } finally {
            volumes.delete("default-pool", "z.raw");
        }
        assertEquals(Optional.empty(), volumes.find("default-pool", "z.raw"));
    }

    @Test
    void aPoolThatIsNotThereIsNamed() {
        LibvirtFailure refusal =
                assertThrows(LibvirtFailure.class, () -> connection.volumes().find("nowhere", "z.raw"));

        assertTrue(
                refusal.getMessage().startsWith("Cannot look up volume 'z.raw' in pool 'nowhere': "),
                refusal.getMessage());
    }

    private void stop() {
        try {
            new org.libvirt.Connect("test:///default")
                    .domainLookupByName("guest")
                    .destroy();
        } catch (org.libvirt.LibvirtException e) {
            throw new AssertionError(e);
        }
    }

    private static String document(String more) {
        return "<domain type='test'><name>guest</name><uuid>" + GUEST + "</uuid>" + more
                + "<memory>1024</memory><os><type arch='i686'>hvm</type></os><devices/></domain>";
    }
}
