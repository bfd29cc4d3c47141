package org.virtzoned.domainxml;

import org.virtzoned.device.DeviceReader;
import org.virtzoned.device.Way;
import org.virtzoned.device.ZonedDevice;

/** Devices and domains that tests of this package begin with. */
final class TestDevices {
    private static final DeviceReader READER = new DeviceReader(
            name -> {
                throw new AssertionError("no profile is named");
            },
            "/srv",
            "/srv");

    private TestDevices() {}

    /** What the value of a method's option asks for, read in the folder {@code /srv}. */
    static ZonedDevice device(Way way, String option) {
        return READER.fromOption(way, option);
    }

    /**
     * An x86_64 domain.
     *
     * @param machine its machine type
     * @param devices the elements within {@code <devices>}
     */
    static String document(String name, String machine, String... devices) {
        return """
                <domain type='kvm'>
                  <name>%s</name>
                  <uuid>55555555-9999-4444-8888-777777777777</uuid>
                  <os>
                    <type arch='x86_64' machine='%s'>hvm</type>
                  </os>
                  <devices>
                    %s
                  </devices>
                </domain>
                """.formatted(name, machine, String.join("", devices));
    }

    /** The same, parsed. */
    static DomainDocument domain(String name, String machine, String... devices) {
        return DomainDocument.parse(document(name, machine, devices));
    }
}
