package org.virtzoned.host;

import java.util.Optional;
import java.util.stream.Stream;
import org.virtzoned.device.HostDisk;
import org.virtzoned.error.Printable;

/**
 * What a disk says of itself. All of it is printable.
 *
 * @param vendor SCSI's, 8 characters at most (SPC-5, 6.7); NVMe has none
 * @param wwn its World Wide Name: {@code 0x} and 16 or 32 hex digits (SCSI, NAA), or an NVMe wwid
 */
public record DiskInquiry(
        Optional<String> vendor, Optional<String> model, Optional<String> serial, Optional<String> wwn) {
    /** Of a disk that says nothing, or that nothing is known of. */
    public static final DiskInquiry NONE =
            new DiskInquiry(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public DiskInquiry {
        Stream.of(vendor, model, serial).flatMap(Optional::stream).forEach(text -> {
            if (text.isBlank() || !Printable.isPrintable(text)) {
                throw new IllegalArgumentException("'" + text + "' is not printable.");
            }
        });
        wwn.filter(text -> !HostDisk.isWwn(text)).ifPresent(text -> {
            throw new IllegalArgumentException("'" + text + "' is no WWN.");
        });
    }
}
