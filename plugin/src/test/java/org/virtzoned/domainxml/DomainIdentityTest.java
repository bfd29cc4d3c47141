package org.virtzoned.domainxml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.virtzoned.device.DeviceName;

/** The identifiers stand in domains, and LIO's objects are found by them: another derivation would lose them. */
class DomainIdentityTest {
    private static final DeviceName NAME = new DeviceName("smr0");
    private static final DomainIdentity DOMAIN =
            new DomainIdentity("guest", Optional.of(UUID.fromString("6e0ab8a0-5e23-4c6e-8d3a-1c7f6a0f0a11")));

    @Test
    void isDerivedAsEver() {
        assertEquals("naa.50014056673d76b5", DOMAIN.wwpn(NAME).text());
        assertEquals(
                "b722825f-d713-8ec7-a897-4edb9380b38a", DOMAIN.unitSerial(NAME).toString());
        assertEquals(
                "dc4f3a46-f567-8ee7-9aed-72d666ebf3c4",
                DOMAIN.namespaceUuid(NAME).toString());
    }

    @Test
    void followsFromTheUuidAndTheName() {
        assertEquals(DOMAIN.wwpn(NAME), new DomainIdentity("renamed", DOMAIN.uuid()).wwpn(NAME));
        assertNotEquals(DOMAIN.wwpn(NAME), DOMAIN.wwpn(new DeviceName("smr1")));
        assertNotEquals(
                DOMAIN.wwpn(NAME),
                new DomainIdentity("guest", Optional.of(UUID.fromString("7f0ab8a0-5e23-4c6e-8d3a-1c7f6a0f0a11")))
                        .wwpn(NAME));
        assertNotEquals(DOMAIN.unitSerial(NAME), DOMAIN.namespaceUuid(NAME));
    }

    @Test
    void followsFromTheDomainsNameWhereThereIsNoUuid() {
        assertNotEquals(
                new DomainIdentity("a", Optional.empty()).namespaceUuid(NAME),
                new DomainIdentity("b", Optional.empty()).namespaceUuid(NAME));
    }

    @Test
    void isAUuidOfAHash() {
        UUID uuid = DOMAIN.namespaceUuid(NAME);

        assertEquals(8, uuid.version());
        assertEquals(2, uuid.variant());
    }

    /** As the kernel makes it of a serial that was given to a backstore, seen on a real host. */
    @Test
    void aLioDiskIsNamedForItsSerial() {
        assertEquals(
                "/dev/disk/by-id/wwn-0x60014053d1cfa9b11112222333344445",
                DomainIdentity.lioDisk(UUID.fromString("3d1cfa9b-1111-2222-3333-444455556666"))
                        .text());
        assertTrue(DomainIdentity.lioDisk(DOMAIN.unitSerial(NAME)).isBelow("/dev/disk/by-id"));
    }
}
