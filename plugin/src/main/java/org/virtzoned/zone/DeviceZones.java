package org.virtzoned.zone;

/** A device and the report of its zones: all that is printed of them. */
public record DeviceZones(ReportedDevice device, ZoneReport report) {
    public ZoneSummary summary() {
        return ZoneSummary.of(report);
    }
}
