package org.virtzoned.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.virtzoned.error.ExitStatus;
import org.virtzoned.error.Printable;
import org.virtzoned.guest.DeviceVerification;
import org.virtzoned.guest.Difference;
import org.virtzoned.guest.DiskProperty;
import org.virtzoned.guest.GuestVerification;

/** What a guest has of its zoned devices, printed as checks are, or as JSON. */
record VerificationReport(GuestVerification verification) {
    /** Whether a device is missing or not as it should be, as a status. */
    int exitStatus() {
        return verification.passes() ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    void print(PrintWriter out, OutputOption output) {
        if (output.json()) {
            JsonOutput.print(out, this::write);
        } else if (verification.devices().isEmpty()) {
            out.println("Nothing to verify: domain '" + Printable.escaped(verification.domain())
                    + "' has no zoned devices.");
        } else {
            print(out);
        }
    }

    private void print(PrintWriter out) {
        List<String> subjects =
                verification.devices().stream().map(VerificationReport::subject).toList();
        int width = subjects.stream().mapToInt(TextWidth::of).max().orElse(0);
        for (int i = 0; i < subjects.size(); i++) {
            DeviceVerification device = verification.devices().get(i);
            String reason = Stream.of(words(device), device.remedy().orElse(""))
                    .filter(words -> !words.isEmpty())
                    .collect(Collectors.joining(". "));
            out.println("Verifying " + TextWidth.padded(subjects.get(i), width) + " : " + device.result()
                    + (reason.isEmpty() ? "" : " (" + Printable.escaped(reason) + ")"));
        }
    }

    private static String subject(DeviceVerification device) {
        return "device '" + device.device().name() + "' (" + device.device().way() + ")"
                + device.node().map(node -> ", " + node + " in the guest").orElse("");
    }

    private static String words(DeviceVerification device) {
        String unknown = device.unknown().isEmpty()
                ? ""
                : "the guest does not say its "
                        + device.unknown().stream().map(DiskProperty::word).collect(Collectors.joining(", "));
        return Stream.of(
                        device.problem().orElse(""),
                        device.differences().stream().map(Difference::toString).collect(Collectors.joining(", ")),
                        unknown)
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("domain", verification.domain());
        writeIfSaid(json, "kernel", Optional.of(verification.kernel()));
        writeIfSaid(json, "agent", Optional.of(verification.agent()));
        json.writeArrayFieldStart("devices");
        for (DeviceVerification device : verification.devices()) {
            json.writeStartObject();
            json.writeStringField("name", device.device().name().text());
            json.writeStringField("way", device.device().way().word());
            json.writeStringField("result", device.result().name());
            writeIfSaid(json, "node", device.node());
            json.writeArrayFieldStart("differences");
            for (Difference difference : device.differences()) {
                json.writeStartObject();
                json.writeStringField("property", difference.property().word());
                json.writeStringField("asked", difference.asked());
                json.writeStringField("found", difference.found());
                json.writeEndObject();
            }
            json.writeEndArray();
            writeIfSaid(json, "problem", device.problem());
            writeIfSaid(json, "remedy", device.remedy());
            json.writeArrayFieldStart("not-said");
            for (DiskProperty property : device.unknown()) {
                json.writeString(property.word());
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeIfSaid(JsonGenerator json, String word, Optional<String> value) throws IOException {
        if (value.isPresent() && !value.get().isEmpty()) {
            json.writeStringField(word, value.get());
        }
    }
}
