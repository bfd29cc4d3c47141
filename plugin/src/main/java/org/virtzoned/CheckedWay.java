package org.virtzoned;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.virtzoned.device.Way;

/** A way of attaching, and what is attached by it, as far as a host may be able to do the one and not the other. */
public enum CheckedWay {
    /** The host's SCSI disk, passed through by QEMU. */
    VIRTIO_SCSI_DISK(Way.VIRTIO_SCSI, "disk"),
    /** The ZBC disk that tcmu-runner emulates, given to the host by LIO's loopback fabric, and passed through by QEMU. */
    VIRTIO_SCSI_ZBC(Way.VIRTIO_SCSI, "zbc"),
    /** The host's SCSI disk, by LIO's backstore pscsi. */
    VHOST_SCSI_DISK(Way.VHOST_SCSI, "disk"),
    /** The ZBC disk that tcmu-runner emulates. */
    VHOST_SCSI_ZBC(Way.VHOST_SCSI, "zbc"),
    NVME_ZNS(Way.NVME_ZNS, ""),
    VIRTIO_BLK(Way.VIRTIO_BLK, "");

    private final Way way;
    private final String source;

    CheckedWay(Way way, String source) {
        this.way = way;
        this.source = source;
    }

    public Way way() {
        return way;
    }

    /** {@code vhost-scsi:zbc}; of a way that has but one source {@code nvme-zns}. */
    public String word() {
        return source.isEmpty() ? way.word() : way.word() + ":" + source;
    }

    /**
     * What a word means: a way, with all that may be attached by it, or one of these.
     *
     * @return empty for another word
     */
    public static Set<CheckedWay> of(String word) {
        return Arrays.stream(values())
                .filter(checked -> checked.word().equals(word) || Way.of(word).equals(Optional.of(checked.way)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(CheckedWay.class)));
    }

    /** The words that {@link #of} knows: the ways first. */
    public static List<String> words() {
        return Stream.concat(
                        Arrays.stream(Way.values()).map(Way::word),
                        Arrays.stream(values()).map(CheckedWay::word))
                .distinct()
                .toList();
    }

    /** Whether the disk is one that tcmu-runner emulates. */
    boolean isEmulatedZbc() {
        return source.equals("zbc");
    }

    /** Whether the hook makes objects of LIO's for it. */
    boolean usesLio() {
        return way == Way.VHOST_SCSI || isEmulatedZbc();
    }

    @Override
    public String toString() {
        return word();
    }
}
