package org.virtzoned.device;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;

/** Valid devices of all kinds, from a seed or from other decisions. */
public final class GeneratedDevices {
    private static final String CHARACTERS = "abcXYZ019_-. ,='\"<>&\\é日";

    private final Random random;

    GeneratedDevices(long seed) {
        this(new Random(seed));
    }

    public GeneratedDevices(Random random) {
        this.random = random;
    }

    ZonedDevice next() {
        return next(name());
    }

    /** A device of a name. It may leave open what only a host knows, such as the path of a volume. */
    public ZonedDevice next(DeviceName name) {
        return switch (random.nextInt(4)) {
            case 0 -> virtioScsi(name);
            case 1 -> vhostScsi(name);
            case 2 -> new VirtioBlkDevice(name, hostDisk(Optional.empty(), Optional.empty()));
            default -> nvmeZns(name);
        };
    }

    private ZonedDevice virtioScsi(DeviceName name) {
        if (random.nextBoolean()) {
            return new VirtioScsiDevice(name, zbcDisk(), one(ScsiDriver.AUTO, ScsiDriver.SCSI_BLOCK));
        }
        return new VirtioScsiDevice(
                name, hostDisk(maybe(scsiAddress()), maybe(transfer(100_000))), one(ScsiDriver.values()));
    }

    private ZonedDevice vhostScsi(DeviceName name) {
        if (random.nextInt(3) == 0) {
            Wwpn wwpn = wwpn();
            return new VhostScsiDevice(name, new UnmanagedTarget(wwpn), name, Optional.of(wwpn), tuning());
        }
        VhostScsiSource source = random.nextBoolean() ? hostDisk(Optional.empty(), Optional.empty()) : zbcDisk();
        return new VhostScsiDevice(name, source, random.nextBoolean() ? name : name(), maybe(wwpn()), tuning());
    }

    private ZonedDevice nvmeZns(DeviceName name) {
        int block = 512 << random.nextInt(13);
        long zone = (long) block * (1 + random.nextInt(1000));
        int zones = 1 + random.nextInt(1000);
        return new NvmeZnsDevice(
                name,
                file(),
                new ByteSize(zone * zones),
                maybe(geometry(block, zone, zones)),
                block,
                Math.min(2 << 20, block << random.nextInt(3)),
                maybe(uuid()),
                random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(1 + random.nextInt(256)),
                controller(random.nextBoolean() ? name : name()),
                one(NvmeRendering.values()),
                random.nextBoolean(),
                random.nextBoolean());
    }

    private ZoneGeometry geometry(int block, long zone, int zones) {
        int maxActive = random.nextInt(zones + 1);
        int maxOpen = maxActive == 0 ? random.nextInt(zones + 1) : random.nextInt(maxActive + 1);
        long flush = (long) block << random.nextInt(4);
        RandomWriteArea area = new RandomWriteArea(
                1 + (maxActive == 0 ? random.nextInt(64) : random.nextInt(maxActive)),
                flush * (1 + random.nextInt(8)),
                OptionalLong.of(flush));
        return new ZoneGeometry(
                new ByteSize(zone),
                new ByteSize(zone - (long) block * random.nextInt((int) (zone / block))),
                maxOpen,
                maxActive,
                random.nextBoolean(),
                64 * random.nextInt(256),
                maybe(area));
    }

    private NvmeController controller(DeviceName name) {
        int transfer = 1 + random.nextInt(10);
        boolean limited = random.nextBoolean();
        return new NvmeController(
                name,
                maybe("ZNS " + random.nextInt(1_000_000)),
                limited ? OptionalLong.of(4096L << transfer) : OptionalLong.empty(),
                random.nextBoolean()
                        ? OptionalLong.empty()
                        : OptionalLong.of(4096L << (1 + random.nextInt(limited ? transfer : 7))),
                random.nextBoolean());
    }

    private NamespaceFile file() {
        return switch (random.nextInt(10)) {
            case 0 -> NamespaceFile.at(path("/dev/mapper/"));
            case 1, 2, 3 -> NamespaceFile.at(path("/srv/"));
            case 4, 5, 6 -> new NamespaceFile(Optional.empty(), Optional.of(step()), Optional.of(step()), format());
            default ->
                new NamespaceFile(Optional.of(path("/srv/")), Optional.of(step()), Optional.of(step()), format());
        };
    }

    private ImageFormat format() {
        return random.nextInt(4) == 0 ? ImageFormat.QCOW2 : ImageFormat.RAW;
    }

    private VhostScsiTuning tuning() {
        return new VhostScsiTuning(
                random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(1 + random.nextInt(126)),
                random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(4 << random.nextInt(9)),
                maybe(transfer(16_384 - 7)));
    }

    private ByteSize transfer(int most) {
        return new ByteSize(512L * (8 + random.nextInt(most)));
    }

    private HostDisk hostDisk(Optional<ScsiAddress> address, Optional<ByteSize> maxTransfer) {
        return new HostDisk(
                path("/dev/"),
                maybe("0x5000c500%08x".formatted(random.nextInt())),
                maybe("S/N " + random.nextInt(1_000_000)),
                address,
                maybe(new ByteSize(512L * (1 + random.nextInt(Integer.MAX_VALUE - 1)))),
                maybe(new ByteSize(512L << random.nextInt(30))),
                maxTransfer);
    }

    private ScsiAddress scsiAddress() {
        return new ScsiAddress(random.nextInt(100), 0, random.nextInt(256), random.nextInt(8));
    }

    private ZbcDisk zbcDisk() {
        long zone = 1L << (20 + random.nextInt(10));
        int zones = 1 + random.nextInt(10_000);
        return new ZbcDisk(
                new SourcePath(path("/srv/").text().replaceAll("[:,]|\\s+$", "_")),
                new ByteSize(zone * zones),
                new ByteSize(zone),
                random.nextInt(zones),
                one(ZoneModel.values()),
                one(512, 4096),
                1 + random.nextInt(1000),
                maybe(uuid()),
                random.nextBoolean());
    }

    private SourcePath path(String folder) {
        return new SourcePath(folder + (random.nextBoolean() ? step() + "/" : "") + step());
    }

    private String step() {
        StringBuilder step = new StringBuilder("f");
        for (int i = random.nextInt(12); i > 0; i--) {
            step.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return step.toString();
    }

    private DeviceName name() {
        return new DeviceName("n" + Integer.toUnsignedString(random.nextInt(), 36));
    }

    private Wwpn wwpn() {
        return new Wwpn("naa.5001405%09x".formatted(random.nextInt() & 0xFFFFFFFFL));
    }

    private UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private <T> Optional<T> maybe(T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }

    @SafeVarargs
    private <T> T one(T... values) {
        return values[random.nextInt(values.length)];
    }
}
