package org.virtzoned.it.nested;

import java.util.List;
import org.virtzoned.it.guest.GuestReport;

/** The two emulated ZBC disks of a guest, one by each way that there is for them; the guest leaves marks on both. */
final class TwoZbcDisks {
    private static final List<AttachedWay> WAYS = List.of(AttachedWay.vhostZbc(), AttachedWay.loopbackZbc());

    private TwoZbcDisks() {}

    /**
     * Makes their files, and defines a guest with them.
     *
     * @param words for the guest beside those for its marks
     */
    static NestedGuest guest(NestedHost host, String... words) {
        ZbcDisk.SMALL.format(host);
        ZbcDisk.SECOND_SMALL.format(host);
        return NestedGuest.define(
                host,
                "zbc",
                "zoned.mark=yes zoned.devices=" + WAYS.size() + " " + String.join(" ", words),
                AttachedWay.options(WAYS));
    }

    /** Every later boot found the zones and the data of the boots before it. */
    static void assertKept(GuestReport first, GuestReport... later) {
        for (AttachedWay way : WAYS) {
            LeftZones left = LeftZones.in(first, way);
            for (int boot = 0; boot < later.length; boot++) {
                left.assertKept(later[boot], boot + 1);
            }
        }
    }
}
