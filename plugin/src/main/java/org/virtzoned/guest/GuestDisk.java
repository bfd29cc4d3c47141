package org.virtzoned.guest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.virtzoned.domainxml.ChannelAddress;
import org.virtzoned.domainxml.PciRoute;
import org.virtzoned.zone.ReportedDevice;

/** A disk of a guest, as the guest's sysfs has it. What was read once is not read again. */
final class GuestDisk {
    /** The unit serial number page has four bytes before the number, two of them its length (SPC-5, 7.7). */
    private static final int VPD_HEADER_BYTES = 4;

    /** From the device of the disk to the PCI or channel device: a SCSI disk is below its target, its host and that of virtio. */
    private static final String FROM_SCSI = "/../../../..";

    private static final String FROM_VIRTIO = "/..";
    private static final int MOST_PORTS = 16;
    private static final Pattern PCI_ADDRESS =
            Pattern.compile("(?m)^PCI_SLOT_NAME=[0-9a-f]{4,8}:[0-9a-f]{2}:([0-9a-f]{2}\\.[0-7])$");

    private final GuestAgent agent;
    private final String name;
    private final Map<String, Optional<String>> attributes = new HashMap<>();
    private Optional<PciRoute> route;

    /**
     * A disk of a name that the kernel gave it.
     *
     * @param name {@code sda}, {@code nvme0n1}
     */
    GuestDisk(GuestAgent agent, String name) {
        this.agent = agent;
        this.name = name;
    }

    String node() {
        return "/dev/" + name;
    }

    boolean isScsi() {
        return name.startsWith("sd");
    }

    boolean isNvme() {
        return name.startsWith("nvme");
    }

    Optional<String> wwid() {
        return attribute(isScsi() ? "device/wwid" : "wwid");
    }

    Optional<String> nsid() {
        return attribute("nsid");
    }

    Optional<String> serial() {
        if (isScsi()) {
            return attributes.computeIfAbsent(
                    "device/vpd_pg80", path -> agent.bytes(folder() + path).map(GuestDisk::unitSerial));
        }
        return attribute(isNvme() ? "device/serial" : "serial");
    }

    /** Where its controller is, or the disk itself where it is a PCI device. */
    Optional<PciRoute> pciRoute() {
        if (route == null) {
            route = isNvme() ? Optional.empty() : readRoute(isScsi() ? FROM_SCSI : FROM_VIRTIO);
        }
        return route;
    }

    /**
     * Whether its controller, or the disk itself, is a channel device of an address. Its folder is the only one in that of its
     * subchannel.
     */
    boolean isAt(ChannelAddress address) {
        return !isNvme()
                && agent.exists(folder() + "device" + (isScsi() ? FROM_SCSI : FROM_VIRTIO) + "/../" + address.busId());
    }

    DiskProperties properties() {
        return DiskProperties.read(this::attribute);
    }

    /** What is printed of it beside its zones. */
    ReportedDevice reported(String reportedName) {
        DiskProperties properties = properties();
        Optional<String> model = attribute("device/vendor")
                .map(vendor -> vendor + " ")
                .or(() -> Optional.of(""))
                .flatMap(vendor -> attribute("device/model").map(product -> Words.line(vendor + product)));
        return new ReportedDevice(
                reportedName,
                node(),
                model,
                properties.get(DiskProperty.MODEL),
                limit(properties, DiskProperty.MAX_OPEN),
                limit(properties, DiskProperty.MAX_ACTIVE));
    }

    /** A file below its folder in sysfs. */
    Optional<String> attribute(String path) {
        return attributes.computeIfAbsent(path, file -> agent.text(folder() + file));
    }

    private String folder() {
        return "/sys/block/" + name + "/";
    }

    /** The folder of a PCI device is in that of the port that it is behind. */
    private Optional<PciRoute> readRoute(String toPciDevice) {
        List<String> functions = new ArrayList<>();
        String folder = "device" + toPciDevice;
        Optional<String> function = pciFunction(folder);
        while (function.isPresent() && functions.size() < MOST_PORTS) {
            functions.add(0, function.get());
            folder += "/..";
            function = pciFunction(folder);
        }
        return functions.isEmpty() ? Optional.empty() : Optional.of(new PciRoute(functions));
    }

    private Optional<String> pciFunction(String folder) {
        return attribute(folder + "/uevent")
                .map(PCI_ADDRESS::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1));
    }

    private static OptionalInt limit(DiskProperties properties, DiskProperty property) {
        return properties
                .get(property)
                .filter(text -> text.length() < 10)
                .map(text -> OptionalInt.of(Integer.parseInt(text)))
                .orElse(OptionalInt.empty());
    }

    private static String unitSerial(byte[] page) {
        if (page.length < VPD_HEADER_BYTES) {
            return "";
        }
        int length = Byte.toUnsignedInt(page[2]) << 8 | Byte.toUnsignedInt(page[3]);
        return new String(
                        page,
                        VPD_HEADER_BYTES,
                        Math.min(length, page.length - VPD_HEADER_BYTES),
                        StandardCharsets.ISO_8859_1)
                .replace('\0', ' ')
                .strip();
    }
}
