package org.virtzoned.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.virtzoned.device.ScsiAddress;
import org.virtzoned.device.SourcePath;

/** What libvirt told of a nested host, and of devices of other kinds. */
class NodeDevicesTest {
    private static final Path RECORD = Path.of("src", "test", "resources", "sysfs", "node-devices.xml");
    private static final Pattern DEVICE = Pattern.compile("<device>.*?</device>", Pattern.DOTALL);

    @Test
    void hostManagedDisksAreThoseWithoutATypeThatTheDriverForDisksHas() throws IOException {
        assertEquals(
                List.of(
                        disk(6, 0, "/dev/sg0"),
                        disk(7, 0, "/dev/sg1"),
                        disk(8, 0, "/dev/sg2"),
                        disk(9, 0, "/dev/sg3"),
                        disk(10, 0, "/dev/sg4"),
                        disk(11, 0, "/dev/sg5"),
                        disk(12, 1, "/dev/sg6")),
                NodeDevices.hostManagedDisks(recorded("scsi"), recorded("scsi_generic")));
    }

    @Test
    void aHostWithoutGenericNodesHasNone() throws IOException {
        assertEquals(
                new HostManagedDisk(new ScsiAddress(6, 0, 0, 0), Optional.empty()),
                NodeDevices.hostManagedDisks(recorded("scsi"), List.of()).get(0));
    }

    /** A disk with a type, and what no driver for disks has: a RAID controller's LUN, say. */
    @Test
    void othersAreNone() {
        String address = "<host>0</host><bus>0</bus><target>0</target><lun>0</lun>";
        assertEquals(
                List.of(),
                NodeDevices.hostManagedDisks(
                        List.of(
                                "<device><name>scsi_0_0_0_0</name><driver><name>sd</name></driver>"
                                        + "<capability type='scsi'>" + address
                                        + "<type>disk</type></capability></device>",
                                "<device><name>scsi_0_0_0_1</name><driver><name>ch</name></driver>"
                                        + "<capability type='scsi'>" + address + "</capability></device>",
                                "<device><name>scsi_0_0_0_2</name><capability type='scsi'>" + address
                                        + "</capability></device>"),
                        List.of()));
    }

    private static HostManagedDisk disk(int host, int target, String node) {
        return new HostManagedDisk(new ScsiAddress(host, 0, target, 0), Optional.of(new SourcePath(node)));
    }

    private static List<String> recorded(String capability) throws IOException {
        return DEVICE.matcher(Files.readString(RECORD))
                .results()
                .map(MatchResult::group)
                .filter(device -> device.contains("<capability type='" + capability + "'>"))
                .toList();
    }
}
