package org.virtzoned.zonemap;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.virtzoned.zone.DeviceZones;
import org.virtzoned.zone.ReportedDevice;
import org.virtzoned.zone.Zone;
import org.virtzoned.zone.ZoneReport;
import org.virtzoned.zone.ZoneSummary;

/** What a device is and how its zones are, in a few lines of text. */
public final class SummaryText {
    private static final int LABEL_WIDTH = 12;

    private final PrintWriter out;
    private final int columns;

    private SummaryText(PrintWriter out, int columns) {
        this.out = out;
        this.columns = columns;
    }

    /**
     * Prints the lines.
     *
     * @param columns how many characters a line may have where it can be broken; {@link Integer#MAX_VALUE}: any number
     */
    public static void print(PrintWriter out, DeviceZones zones, int columns) {
        new SummaryText(out, columns).print(zones);
    }

    private void print(DeviceZones zones) {
        ReportedDevice device = zones.device();
        ZoneReport report = zones.report();
        ZoneSummary summary = zones.summary();
        line("Device", name(device));
        device.model().ifPresent(model -> line("Model", model));
        line(
                "Zones",
                size(report) + device.zonedModel().map(model -> ", " + model).orElse(""));
        if (summary.capacityBytes() < report.deviceSizeBytes()) {
            line("Capacity", capacity(report, summary));
        }
        if (summary.zones() > 0) {
            line("Types", counts(summary.types()));
            line("Conditions", counts(summary.conditions()));
        }
        if (summary.sequentialCapacityBytes() > 0) {
            line("Written", written(summary));
        }
        limits(device).ifPresent(limits -> line("Limits", limits));
        if (summary.resetRecommended() > 0) {
            line("Reset", "recommended by the device for " + zones(summary.resetRecommended()));
        }
        if (summary.nonSequential() > 0) {
            line("Non-seq", zones(summary.nonSequential()) + " written elsewhere than at the write pointer");
        }
    }

    static String name(ReportedDevice device) {
        return device.name().equals(device.node()) ? device.name() : device.name() + " (" + device.node() + ")";
    }

    /** {@code 55880 of 256M, 13.6T}. */
    static String size(ZoneReport report) {
        List<Zone> zones = report.zones();
        if (zones.isEmpty()) {
            return "none";
        }
        Zone last = zones.get(zones.size() - 1);
        if (zones.size() == 1) {
            return "1 of " + Sizes.rounded(last.lengthBytes());
        }
        return zones.size() + " of " + Sizes.rounded(report.zoneSizeBytes())
                + (last.lengthBytes() < report.zoneSizeBytes()
                        ? ", the last of " + Sizes.rounded(last.lengthBytes())
                        : "")
                + ", together " + Sizes.rounded(report.deviceSizeBytes());
    }

    /** {@code 62M a zone, together 31G}; what the zones hold where it is less than they are long. */
    static String capacity(ZoneReport report, ZoneSummary summary) {
        long least = Long.MAX_VALUE;
        long most = 0;
        for (Zone zone : report.zones()) {
            if (zone.isSequential()) {
                least = Math.min(least, zone.capacityBytes());
                most = Math.max(most, zone.capacityBytes());
            }
        }
        String each = most == 0
                ? ""
                : (least == most ? Sizes.rounded(most) : Sizes.rounded(least) + " to " + Sizes.rounded(most))
                        + " a sequential zone, ";
        return each + "together " + Sizes.rounded(summary.capacityBytes());
    }

    static String counts(Map<?, Integer> counts) {
        return counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
    }

    static String written(ZoneSummary summary) {
        return Sizes.rounded(summary.writtenBytes()) + " of " + Sizes.rounded(summary.sequentialCapacityBytes())
                + " in sequential zones, "
                + Sizes.percent(summary.writtenBytes(), summary.sequentialCapacityBytes());
    }

    static Optional<String> limits(ReportedDevice device) {
        List<String> limits = new ArrayList<>();
        limit(device.maxOpenZones(), "open", limits);
        limit(device.maxActiveZones(), "active", limits);
        return limits.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", limits));
    }

    private static void limit(OptionalInt most, String what, List<String> limits) {
        if (most.isPresent()) {
            limits.add(most.getAsInt() == 0 ? "any number " + what : "at most " + most.getAsInt() + " " + what);
        }
    }

    private static String zones(int count) {
        return count == 1 ? "1 zone" : count + " zones";
    }

    /** Broken, where it must be, after a comma. */
    private void line(String label, String text) {
        StringBuilder line = new StringBuilder(label + ":" + " ".repeat(LABEL_WIDTH - label.length()));
        String gap = "";
        for (String part : text.split("(?<=,) ", -1)) {
            if (!gap.isEmpty() && line.length() + gap.length() + part.length() > columns) {
                out.println(line);
                line = new StringBuilder(" ".repeat(LABEL_WIDTH + 1));
                gap = "";
            }
            line.append(gap).append(part);
            gap = " ";
        }
        out.println(line);
    }
}
