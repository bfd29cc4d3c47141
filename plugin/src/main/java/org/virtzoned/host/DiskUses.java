package org.virtzoned.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Who uses disks of the host, by what was so when this was made.
 *
 * <p>What counts as a use is what the hook refuses a disk for, in {@code virt_zoned_lio/usage.py}: change the two
 * together. Each method says which of the hook's functions it follows.
 */
final class DiskUses {
    private final HostTree host;
    private final MountTable mounts;
    private final LioBackstores backstores;
    private final Map<RunningGuest, Set<String>> guests;
    private final Predicate<Path> claimed;

    /**
     * Looks.
     *
     * @param claimed whether something has the device of a node for itself
     */
    DiskUses(HostTree host, List<RunningGuest> guests, Predicate<Path> claimed) {
        DeviceNumbers numbers = new DeviceNumbers(host);
        this.host = host;
        this.mounts = new MountTable(host, numbers);
        this.backstores = new LioBackstores(host, numbers);
        this.claimed = claimed;
        this.guests = guests.stream()
                .collect(Collectors.toMap(
                        guest -> guest,
                        guest -> guest.paths().stream()
                                .flatMap(path -> numbers.of(path).stream())
                                .collect(Collectors.toSet()),
                        (one, same) -> one,
                        LinkedHashMap::new));
    }

    /**
     * The uses of a disk, in the order of the hook's {@code _reasons}.
     *
     * @param domain the UUID of the domain whose own use does not count
     */
    List<DiskUse> of(SysfsDisk disk, BlockDeviceNames names, Optional<UUID> domain) {
        Map<String, Optional<String>> numbers = disk.numbers();
        Set<DiskUse> uses = new LinkedHashSet<>();
        numbers.forEach((number, partition) ->
                mounts.points(number).forEach(point -> uses.add(new DiskUse.Mount(partition, point))));
        numbers.forEach((number, partition) -> {
            if (mounts.isSwap(number)) {
                uses.add(new DiskUse.Swap(partition));
            }
        });
        addHolders(disk, uses);
        List<LioBackstores.Backstore> onDisk = numbers.keySet().stream()
                .flatMap(number -> backstores.on(number).stream())
                .toList();
        onDisk.stream()
                .filter(backstore -> !isOwn(backstore.domain(), domain))
                .forEach(backstore -> uses.add(backstore.use()));
        List<RunningGuest> having = guests.entrySet().stream()
                .filter(guest -> guest.getKey().names(names)
                        || numbers.keySet().stream().anyMatch(guest.getValue()::contains)
                        || exports(onDisk, guest.getKey()))
                .map(Map.Entry::getKey)
                .toList();
        having.stream()
                .filter(guest -> !isOwn(Optional.of(guest.uuid()), domain))
                .forEach(guest -> uses.add(new DiskUse.Guest(guest.domain())));
        boolean own = onDisk.stream().anyMatch(backstore -> isOwn(backstore.domain(), domain))
                || having.stream().anyMatch(guest -> isOwn(Optional.of(guest.uuid()), domain));
        if (uses.isEmpty() && !own && isClaimed(disk)) {
            uses.add(new DiskUse.Claim());
        }
        return new ArrayList<>(uses);
    }

    private static boolean isOwn(Optional<UUID> user, Optional<UUID> domain) {
        return domain.isPresent() && user.equals(domain);
    }

    /** The hook's {@code _holders}: Documentation/ABI/testing/sysfs-block, "holders". */
    private void addHolders(SysfsDisk disk, Set<DiskUse> uses) {
        addHolders(disk.attributes(), Optional.empty(), uses);
        for (String partition : disk.partitions()) {
            addHolders(disk.attributes().below(partition), Optional.of(partition), uses);
        }
    }

    private void addHolders(Attributes folder, Optional<String> partition, Set<DiskUse> uses) {
        for (String holder : folder.entries("holders")) {
            Optional<String> label = new Attributes(host.sys().resolve("class/block")).text(holder + "/dm/name");
            uses.add(new DiskUse.Holder(partition, holder, label));
        }
    }

    /** The guest whose backstore it is, by its name ({@code identity.owner}), or by the target that the guest has. */
    private static boolean exports(List<LioBackstores.Backstore> backstores, RunningGuest guest) {
        return backstores.stream()
                .anyMatch(backstore -> backstore.domain().equals(Optional.of(guest.uuid()))
                        || guest.wwpns().stream()
                                .anyMatch(wwpn -> backstore.use().targets().contains("vhost/" + wwpn)));
    }

    /** The hook's {@code _is_claimed}, which it asks last, too: opening a disk is in the way of who opens it meanwhile. */
    private boolean isClaimed(SysfsDisk disk) {
        return disk.name()
                .map(name -> host.dev().resolve(name.replace('!', '/')))
                .filter(claimed)
                .isPresent();
    }
}
