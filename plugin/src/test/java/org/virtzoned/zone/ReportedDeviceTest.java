package org.virtzoned.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ReportedDeviceTest {
    /** What a device, or a guest, says of itself reaches no terminal as a command. */
    @Test
    void unprintableCharactersAreReplaced() {
        ReportedDevice device = new ReportedDevice(
                "/dev/a\nb",
                "/dev/\u009b31m",
                Optional.of("Evil \u001b]0;x\u0007 \ud800 \uffff Größe"),
                Optional.of("host\0managed"),
                OptionalInt.empty(),
                OptionalInt.empty());

        assertEquals("/dev/a?b", device.name());
        assertEquals("/dev/?31m", device.node());
        assertEquals(Optional.of("Evil ?]0;x? ? ? Größe"), device.model());
        assertEquals(Optional.of("host?managed"), device.zonedModel());
    }
}
