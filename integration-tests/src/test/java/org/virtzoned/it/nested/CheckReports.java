package org.virtzoned.it.nested;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** Reports of {@code check -o json}. */
final class CheckReports {
    private CheckReports() {}

    /** The remedies of all checks that fail. */
    static List<String> remediesOfFailures(String report) {
        try {
            List<String> remedies = new ArrayList<>();
            for (JsonNode check : new ObjectMapper().readTree(report)) {
                if (check.path("result").asText().equals("FAIL")) {
                    remedies.add(check.path("remedy").asText());
                }
            }
            return remedies;
        } catch (JsonProcessingException e) {
            throw new AssertionError(report, e);
        }
    }
}
