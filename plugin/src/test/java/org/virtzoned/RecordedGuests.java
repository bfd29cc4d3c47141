package org.virtzoned;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.host.RunningGuest;

/** The guests that ran on the host of the record {@code in-use}. */
public final class RecordedGuests {
    private static final Path RECORDS = Path.of("src", "test", "resources", "sysfs");

    private RecordedGuests() {}

    public static RunningGuest[] all() {
        return new RunningGuest[] {guest("smr1"), guest("zbc1")};
    }

    private static RunningGuest guest(String name) {
        try {
            String xml = Files.readString(RECORDS.resolve(name + ".xml"));
            return RunningGuests.guest(name, DomainDocument.parse(xml).uuid().orElseThrow(), xml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
