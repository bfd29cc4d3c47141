package org.virtzoned;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.virtzoned.host.RunningGuest;
import org.virtzoned.libvirt.LibvirtConnection;

/** libvirt's test driver, whose domain {@code test} runs. */
class RunningGuestsTest {
    private static final UUID IDLE = UUID.fromString("55555555-9999-4444-8888-777777777777");

    @Test
    void onlyThoseThatRunCount() {
        try (LibvirtConnection connection = LibvirtConnection.open(Optional.of("test:///default"))) {
            connection.define(
                    "idle",
                    "<domain type='test'><name>idle</name><uuid>" + IDLE + "</uuid><memory>1024</memory>"
                            + "<os><type arch='i686'>hvm</type></os><devices/></domain>");
            try {
                assertEquals(
                        List.of(new RunningGuest(
                                "test",
                                UUID.fromString("6695eb01-f6a4-8304-79aa-97f2502e193f"),
                                Set.of("/guest/diskimage1"),
                                Set.of(),
                                Set.of())),
                        RunningGuests.of(connection));
            } finally {
                connection.undefine("idle", IDLE);
            }
        }
    }
}
