package org.virtzoned.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.virtzoned.device.DeviceProperties;
import org.virtzoned.device.Way;
import picocli.CommandLine;

/** The help of the options that devices are given by lists what their readers take: no more and no less. */
class DeviceHelpTest {
    private static final Pattern NOTE = Pattern.compile(" \\([^)]*\\)| and where it has neither WWN nor serial number");
    private static final Pattern GROUP = Pattern.compile("of (a disk|zbc|the guest's controller)\\s*:");

    @ParameterizedTest
    @EnumSource(Way.class)
    void listsWhatIsRead(Way way) {
        Set<String> read = new TreeSet<>();
        Arrays.stream(DeviceProperties.values())
                .filter(properties -> properties.way() == way)
                .forEach(properties -> read.addAll(properties.names()));

        assertEquals(read, listed(way));
    }

    private static Set<String> listed(Way way) {
        String[] description = new CommandLine(new AttachCommand())
                .getCommandSpec()
                .findOption("--" + way.word())
                .description();
        String list = description[description.length - 1];
        assertEquals("Properties:", list.substring(0, list.indexOf(' ')));
        String names = GROUP.matcher(
                        NOTE.matcher(list.substring(list.indexOf(' '))).replaceAll(""))
                .replaceAll("");
        Set<String> listed = new TreeSet<>();
        for (String property : names.split("[,;]|\\.$", -1)) {
            String name = property.strip().replaceFirst("=.*", "");
            if (!name.isEmpty()) {
                listed.add(name);
            }
        }
        return listed;
    }
}
