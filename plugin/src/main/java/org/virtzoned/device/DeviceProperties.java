package org.virtzoned.device;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.virtzoned.error.Spelling;

/** The properties that a device can have, by its method and source: no others are read, and help lists these. */
public enum DeviceProperties {
    VIRTIO_SCSI_DISK(Way.VIRTIO_SCSI, "DISK", List.of("driver", "address", "max-transfer"), Lists.DISK),
    VIRTIO_SCSI_ZBC(Way.VIRTIO_SCSI, "zbc:FILE", List.of("driver"), Lists.ZBC),
    VHOST_SCSI_DISK(Way.VHOST_SCSI, "DISK", Lists.TARGET, Lists.DISK),
    VHOST_SCSI_ZBC(Way.VHOST_SCSI, "zbc:FILE", Lists.TARGET, Lists.ZBC),
    VHOST_SCSI_UNMANAGED(Way.VHOST_SCSI, "wwpn=WWPN,managed=no", Lists.CONTROLLER, List.of()),
    NVME_ZNS_FILE(Way.NVME_ZNS, "FILE", Lists.NAMESPACE, Lists.ZONES),
    NVME_CONVENTIONAL_FILE(Way.NVME_ZNS, "FILE,zoned=no", Lists.NAMESPACE, List.of()),
    VIRTIO_BLK_DISK(Way.VIRTIO_BLK, "DISK", List.of(), Lists.DISK);

    private static final class Lists {
        static final List<String> DISK = List.of("wwn", "serial", "size", "zone-size");
        static final List<String> ZBC = List.of(
                "size",
                "zone-size",
                "conventional-zones",
                "model",
                "block-size",
                "max-open",
                "unit-serial",
                "create",
                "profile");
        static final List<String> CONTROLLER = List.of("wwpn", "managed", "queues", "queue-size", "max-transfer");
        static final List<String> TARGET =
                Stream.concat(CONTROLLER.stream(), Stream.of("target")).toList();
        static final List<String> NAMESPACE = List.of(
                "size",
                "format",
                "zoned",
                "logical-block-size",
                "physical-block-size",
                "uuid",
                "nsid",
                "controller",
                "serial",
                "max-transfer",
                "append-limit",
                "auto-transition",
                "rendering",
                "preallocate",
                "reuse",
                "pool",
                "vol",
                "profile");
        static final List<String> ZONES = List.of(
                "zone-size",
                "zone-capacity",
                "max-open",
                "max-active",
                "cross-read",
                "descriptor-extension",
                "random-write-areas",
                "random-write-area-size",
                "random-write-flush");
    }

    private final Way way;
    private final String source;

    /** The Java platform has no type for a set that cannot be changed; this one cannot. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<String> names;

    DeviceProperties(Way way, String source, List<String> ofMethod, List<String> ofSource) {
        this.way = way;
        this.source = source;
        this.names = Stream.of(List.of("name"), ofMethod, ofSource)
                .flatMap(List::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The method of the devices that have them. */
    public Way way() {
        return way;
    }

    /** Their names, without that of the source. */
    public Set<String> names() {
        return names;
    }

    /** Whether a device of some method and source has such a property. */
    public static boolean isKnown(String name) {
        return Arrays.stream(values()).anyMatch(properties -> properties.names.contains(name));
    }

    /** Refuses the first name that is not one of these, and names the nearest that is, or the devices that have it. */
    void requireAll(Iterable<String> given) {
        for (String name : given) {
            if (!names.contains(name) && !name.equals(DeviceReader.SOURCE)) {
                throw isKnown(name)
                        ? refusal(
                                "property '" + name + "' does not apply to --" + way + " " + source + ".",
                                "It applies to " + devicesWith(name) + ". ")
                        : refusal("unknown property '" + name + "'.", Spelling.didYouMean(name, names));
            }
        }
    }

    private InvalidDeviceException refusal(String message, String advice) {
        return InvalidDeviceException.words(
                message, advice + "The properties are: " + String.join(", ", new TreeSet<>(names)) + ".");
    }

    private static String devicesWith(String name) {
        return Arrays.stream(values())
                .filter(properties -> properties.names.contains(name))
                .map(properties -> "--" + properties.way + " " + properties.source)
                .collect(Collectors.joining(", "));
    }
}
