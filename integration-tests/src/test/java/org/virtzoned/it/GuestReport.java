package org.virtzoned.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What a guest printed of its disks: the lines of JSON on its console that {@code guest/init} writes. */
record GuestReport(List<GuestDisk> disks, List<GuestWrite> writes) {
    private static final String MARK = "{\"virt-zoned-guest\":1,";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    GuestReport {
        disks = List.copyOf(disks);
        writes = List.copyOf(writes);
    }

    /** Whether a console's text holds a whole report. */
    static boolean isWhole(String console) {
        return console.contains(MARK + "\"event\":\"done\"}");
    }

    static GuestReport parse(String console) {
        List<GuestDisk> disks = new ArrayList<>();
        List<GuestWrite> writes = new ArrayList<>();
        for (String line : console.lines().toList()) {
            int start = line.indexOf(MARK);
            if (start >= 0) {
                read(line.substring(start).strip(), disks, writes);
            }
        }
        return new GuestReport(disks, writes);
    }

    private static void read(String line, List<GuestDisk> disks, List<GuestWrite> writes) {
        try {
            ObjectNode event = (ObjectNode) MAPPER.readTree(line);
            event.remove("virt-zoned-guest");
            String kind = event.remove("event").textValue();
            if (kind.equals("device")) {
                disks.add(MAPPER.treeToValue(event, GuestDisk.class));
            } else if (kind.equals("write")) {
                writes.add(MAPPER.treeToValue(event, GuestWrite.class));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot read the guest's line " + line, e);
        }
    }
}
