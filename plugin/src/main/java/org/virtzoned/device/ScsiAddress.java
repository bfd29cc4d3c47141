package org.virtzoned.device;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A SCSI address of the host, H:C:T:L: host, channel, target, LUN. (Not a guest's drive address, which libvirt counts as
 * controller, bus, target, unit.)
 */
public record ScsiAddress(int host, int channel, int target, int lun) implements Comparable<ScsiAddress> {
    private static final Comparator<ScsiAddress> ORDER = Comparator.comparingInt(ScsiAddress::host)
            .thenComparingInt(ScsiAddress::channel)
            .thenComparingInt(ScsiAddress::target)
            .thenComparingInt(ScsiAddress::lun);

    private static final Pattern FORM = Pattern.compile("([0-9]{1,6}):([0-9]{1,6}):([0-9]{1,6}):([0-9]{1,9})");

    public ScsiAddress {
        if (host < 0 || channel < 0 || target < 0 || lun < 0) {
            throw InvalidDeviceException.value(
                    "address", host + ":" + channel + ":" + target + ":" + lun, "numbers of at least 0");
        }
    }

    /** Reads {@code 2:0:0:0}. */
    public static ScsiAddress parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw InvalidDeviceException.value("address", text, "H:C:T:L, such as 2:0:0:0 (as lsscsi prints it)");
        }
        return new ScsiAddress(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                Integer.parseInt(matcher.group(4)));
    }

    /** As lsscsi orders them. */
    @Override
    public int compareTo(ScsiAddress other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return host + ":" + channel + ":" + target + ":" + lun;
    }
}
