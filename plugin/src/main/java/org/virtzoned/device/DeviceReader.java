package org.virtzoned.device;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/** Makes zoned devices of their words, as options, JSON documents and metadata say them. */
public final class DeviceReader {
    /** The word that the positional first value goes by where every value needs one. */
    static final String SOURCE = "source";

    private static final String ZBC_PREFIX = "zbc:";
    private static final String PROFILE = "profile";

    private final Function<String, DriveProfile> profiles;
    private final SourcePaths paths;

    /**
     * A reader of requests about any host.
     *
     * @param profiles finds the profile of a name, or throws
     * @param nvmeFolder where the backing file of a namespace is that is given as a bare name, an absolute path
     * @param zbcFolder the same of an emulated ZBC disk
     */
    public DeviceReader(Function<String, DriveProfile> profiles, String nvmeFolder, String zbcFolder) {
        this(profiles, SourcePaths.of(nvmeFolder, zbcFolder));
    }

    /**
     * A reader that takes profiles and paths as it is told.
     *
     * @param profiles finds the profile of a name, or throws
     * @param paths how the paths of requests become absolute
     */
    public DeviceReader(Function<String, DriveProfile> profiles, SourcePaths paths) {
        this.profiles = profiles;
        this.paths = paths;
    }

    /**
     * Reads an option's value, such as {@code /x/zns0.raw,size=1G,zone-size=16M} for {@code --nvme-zns}.
     *
     * @throws InvalidDeviceException if it cannot be read, or a value is wrong
     */
    public ZonedDevice fromOption(Way way, String text) {
        String request = "--" + way.word() + " '" + text + "'";
        return about(request, () -> {
            OptionString option = OptionString.parse(text);
            Map<String, String> words = new LinkedHashMap<>(option.words());
            if (!option.first().isEmpty() && words.putIfAbsent(SOURCE, option.first()) != null) {
                throw InvalidDeviceException.words("its source is said twice.", null);
            }
            return read(way, words);
        });
    }

    /**
     * Reads a device from its properties, the first value being {@code source}.
     *
     * @throws InvalidDeviceException if a word is unknown or a value is wrong
     */
    public ZonedDevice fromWords(Way way, Map<String, String> words) {
        String request = way.word() + " '" + words.getOrDefault(SOURCE, words.getOrDefault("name", "")) + "'";
        return about(request, () -> read(way, words));
    }

    private ZonedDevice read(Way way, Map<String, String> said) {
        DeviceProperties properties = properties(way, said);
        properties.requireAll(said.keySet());
        boolean zbc = isZbc(said);
        Words words = new Words(withProfile(said, zbc ? DriveProfile.ZBC : way.word()), properties);
        if (properties.names().contains(PROFILE)) {
            words.text(PROFILE);
        }
        ZonedDevice device =
                switch (way) {
                    case VIRTIO_SCSI -> virtioScsi(words, zbc);
                    case VHOST_SCSI -> vhostScsi(words, zbc);
                    case NVME_ZNS -> nvmeZns(words);
                    case VIRTIO_BLK -> virtioBlk(words);
                };
        words.requireAllRead();
        return device;
    }

    private static DeviceProperties properties(Way way, Map<String, String> said) {
        return switch (way) {
            case VIRTIO_SCSI -> isZbc(said) ? DeviceProperties.VIRTIO_SCSI_ZBC : DeviceProperties.VIRTIO_SCSI_DISK;
            case VHOST_SCSI ->
                isNo(said, "managed")
                        ? DeviceProperties.VHOST_SCSI_UNMANAGED
                        : isZbc(said) ? DeviceProperties.VHOST_SCSI_ZBC : DeviceProperties.VHOST_SCSI_DISK;
            case NVME_ZNS ->
                isNo(said, "zoned") ? DeviceProperties.NVME_CONVENTIONAL_FILE : DeviceProperties.NVME_ZNS_FILE;
            case VIRTIO_BLK -> DeviceProperties.VIRTIO_BLK_DISK;
        };
    }

    private static boolean isZbc(Map<String, String> said) {
        return said.getOrDefault(SOURCE, "").startsWith(ZBC_PREFIX);
    }

    private static boolean isNo(Map<String, String> said, String flag) {
        return Words.NO.contains(said.getOrDefault(flag, ""));
    }

    private Map<String, String> withProfile(Map<String, String> said, String kind) {
        String name = said.get(PROFILE);
        if (name == null) {
            return said;
        }
        DriveProfile profile = profiles.apply(name);
        if (!profile.kinds().contains(kind)) {
            throw InvalidDeviceException.value(
                    PROFILE,
                    name,
                    "a profile for " + kind,
                    "It is one for " + String.join(", ", profile.kinds()) + ".");
        }
        Map<String, String> words = new LinkedHashMap<>(said);
        profile.words().forEach(words::putIfAbsent);
        return words;
    }

    private ZonedDevice virtioScsi(Words words, boolean zbc) {
        Source source = source(words, zbc);
        DeviceName name = source.name(words, Way.VIRTIO_SCSI);
        VirtioScsiSource disk = zbc
                ? zbcDisk(words, source)
                : hostDisk(words, source, words.text("address").map(ScsiAddress::parse), words.size("max-transfer"));
        ScsiDriver driver = words.choice("driver", ScsiDriver::of, ScsiDriver.AUTO, "auto, scsi-block or scsi-generic");
        return new VirtioScsiDevice(name, disk, driver);
    }

    private ZonedDevice vhostScsi(Words words, boolean zbc) {
        Optional<Wwpn> wwpn = words.text("wwpn").map(Wwpn::new);
        VhostScsiTuning tuning =
                new VhostScsiTuning(words.integer("queues"), words.integer("queue-size"), words.size("max-transfer"));
        if (!words.flag("managed", true)) {
            words.text(SOURCE).ifPresent(source -> {
                throw InvalidDeviceException.words(
                        "it names '" + source + "', and managed=no leaves to you what is behind the target.",
                        "Leave the disk out, or managed=no.");
            });
            Wwpn own = wwpn.orElseThrow(() -> InvalidDeviceException.missing(
                    "wwpn", "the WWPN of the target that managed=no leaves to you", null));
            Source source = new Source(own.text());
            DeviceName name = source.name(words, Way.VHOST_SCSI);
            return new VhostScsiDevice(name, new UnmanagedTarget(own), name, wwpn, tuning);
        }
        Optional<DeviceName> target = words.name("target");
        Source source = source(words, zbc);
        DeviceName name = source.name(words, Way.VHOST_SCSI);
        VhostScsiSource backend =
                zbc ? zbcDisk(words, source) : hostDisk(words, source, Optional.empty(), Optional.empty());
        return new VhostScsiDevice(name, backend, target.orElse(name), wwpn, tuning);
    }

    private ZonedDevice virtioBlk(Words words) {
        Source source = source(words, false);
        return new VirtioBlkDevice(
                source.name(words, Way.VIRTIO_BLK), hostDisk(words, source, Optional.empty(), Optional.empty()));
    }

    private static HostDisk hostDisk(
            Words words, Source source, Optional<ScsiAddress> address, Optional<ByteSize> maxTransfer) {
        return new HostDisk(
                new SourcePath(source.text()),
                words.text("wwn"),
                words.text("serial"),
                address,
                words.size("size"),
                words.size("zone-size"),
                maxTransfer);
    }

    /** The disk, or the emulated disk's file, by its absolute path. */
    private Source source(Words words, boolean zbc) {
        String text = Source.required(words).text();
        return new Source(
                zbc
                        ? ZBC_PREFIX + paths.zbcFile(text.substring(ZBC_PREFIX.length()))
                        : paths.path(text).text());
    }

    private static ZbcDisk zbcDisk(Words words, Source source) {
        ByteSize size = words.requiredSize("size", "An emulated ZBC disk needs size= and zone-size=, or profile=.");
        ByteSize zoneSize = words.requiredSize("zone-size", "Say it, such as zone-size=256M.");
        OptionalInt conventional = words.integer("conventional-zones");
        return new ZbcDisk(
                new SourcePath(source.text().substring(ZBC_PREFIX.length())),
                size,
                zoneSize,
                conventional.orElse(defaultConventionalZones(size, zoneSize)),
                words.choice("model", ZoneModel::of, ZoneModel.HOST_MANAGED, "host-managed or host-aware"),
                words.bytes("block-size").orElse(512),
                words.integer("max-open").orElse(ZbcDisk.DEFAULT_MAX_OPEN),
                words.uuid("unit-serial"),
                words.flag("create", false));
    }

    /** One per cent of the zones, as tcmu-runner's own default is. */
    private static int defaultConventionalZones(ByteSize size, ByteSize zoneSize) {
        return (int) Math.min(Integer.MAX_VALUE, size.bytes() / zoneSize.bytes() / 100);
    }

    private ZonedDevice nvmeZns(Words words) {
        Optional<Source> source = Source.optional(words);
        Optional<String> pool = words.text("pool");
        Optional<String> volume = words.text("vol");
        NamespaceFile file = namespaceFile(words, source.map(Source::text).map(paths::namespaceFile), pool, volume);
        DeviceName name = new Source(file.identity()).name(words, Way.NVME_ZNS);
        ByteSize size = words.requiredSize("size", "Say the namespace's size, such as size=32G, or a profile=.");
        int blockBytes = words.bytes("logical-block-size").orElse(NvmeZnsDevice.DEFAULT_BLOCK_BYTES);
        return new NvmeZnsDevice(
                name,
                file,
                size,
                words.flag("zoned", true) ? Optional.of(zoneGeometry(words)) : Optional.empty(),
                blockBytes,
                words.bytes("physical-block-size").orElse(blockBytes),
                words.uuid("uuid"),
                words.integer("nsid"),
                nvmeController(words, name),
                words.choice("rendering", NvmeRendering::of, NvmeRendering.AUTO, "auto, commandline or native"),
                words.flag("preallocate", false),
                words.flag("reuse", false));
    }

    private static NamespaceFile namespaceFile(
            Words words, Optional<SourcePath> path, Optional<String> pool, Optional<String> volume) {
        String name = NamespaceFile.formatName(path, volume);
        Optional<ImageFormat> given = words.text("format").map(text -> ImageFormat.of(text)
                .orElseThrow(() -> InvalidDeviceException.value("format", text, "raw or qcow2")));
        ImageFormat format = given.or(() -> ImageFormat.ofName(name))
                .orElseThrow(() -> InvalidDeviceException.value(
                        SOURCE,
                        name,
                        "the name of a raw file or a qcow2 image",
                        "Choose another name, add format=raw, or convert the image: qemu-img convert -O qcow2 IMAGE"
                                + " NEW.qcow2"));
        return new NamespaceFile(path, pool, volume, format);
    }

    private static NvmeController nvmeController(Words words, DeviceName name) {
        return new NvmeController(
                words.name("controller").orElse(name),
                words.text("serial"),
                words.sizeBytes("max-transfer"),
                words.sizeBytes("append-limit"),
                words.flag("auto-transition", true));
    }

    private static ZoneGeometry zoneGeometry(Words words) {
        ByteSize zoneSize =
                words.requiredSize("zone-size", "Say it, such as zone-size=64M; or zoned=no for a conventional one.");
        return new ZoneGeometry(
                zoneSize,
                words.size("zone-capacity").orElse(zoneSize),
                words.integer("max-open").orElse(0),
                words.integer("max-active").orElse(0),
                words.flag("cross-read", false),
                words.bytes("descriptor-extension").orElse(0),
                randomWriteArea(words));
    }

    private static Optional<RandomWriteArea> randomWriteArea(Words words) {
        OptionalInt count = words.integer("random-write-areas");
        Optional<ByteSize> size = words.size("random-write-area-size");
        OptionalLong flush = words.sizeBytes("random-write-flush");
        if (count.isEmpty() && size.isEmpty() && flush.isEmpty()) {
            return Optional.empty();
        }
        if (count.isEmpty() || size.isEmpty()) {
            throw InvalidDeviceException.missing(
                    count.isEmpty() ? "random-write-areas" : "random-write-area-size",
                    "random-write-areas= and random-write-area-size= together",
                    null);
        }
        return Optional.of(new RandomWriteArea(count.getAsInt(), size.get().bytes(), flush));
    }

    private static ZonedDevice about(String request, java.util.function.Supplier<ZonedDevice> reading) {
        try {
            return reading.get();
        } catch (InvalidDeviceException e) {
            throw e.about(request);
        }
    }

    /** The first value of a request, which the device's name follows from where none is said. */
    private record Source(String text) {
        static Optional<Source> optional(Words words) {
            return words.text(SOURCE).map(Source::new);
        }

        static Source required(Words words) {
            return optional(words).orElseThrow(() -> InvalidDeviceException.words("it names no disk or file.", null));
        }

        DeviceName name(Words words, Way way) {
            return words.name("name").orElseGet(() -> DeviceName.derived(way, text));
        }
    }
}
