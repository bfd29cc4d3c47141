package org.virtzoned.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** LIO's backstores on devices of the host, whoever made them, as configfs has them. */
final class LioBackstores {
    /** As the hook names those that it makes: {@code virt_zoned_lio/identity.py}. */
    private static final Pattern OURS =
            Pattern.compile("zoned-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-[A-Za-z0-9][A-Za-z0-9_-]*");

    private static final Pattern BASE = Pattern.compile("(.+)_[0-9]+");

    private final List<Backstore> all = new ArrayList<>();

    /**
     * A backstore.
     *
     * @param number of the device that it is on
     * @param use it, and the targets that export it
     * @param domain the UUID of the domain that the hook made it for
     */
    record Backstore(String number, DiskUse.Backstore use, Optional<UUID> domain) {}

    LioBackstores(HostTree host, DeviceNumbers numbers) {
        Attributes target = new Attributes(host.sys().resolve("kernel/config/target"));
        for (String base : target.entries("core")) {
            Matcher plugin = BASE.matcher(base);
            // Those of tcmu-runner are on no device, and to list one that does not answer would take as long as it
            // takes.
            if (!plugin.matches() || plugin.group(1).equals("user")) {
                continue;
            }
            for (String name : target.entries("core/" + base)) {
                Optional<String> number =
                        target.text("core/" + base + "/" + name + "/udev_path").flatMap(numbers::of);
                number.ifPresent(device -> all.add(new Backstore(
                        device,
                        new DiskUse.Backstore(targetcliName(plugin.group(1)) + "/" + name, targets(target, base, name)),
                        owner(name))));
            }
        }
    }

    /** The backstores on the device of a number. */
    List<Backstore> on(String number) {
        return all.stream()
                .filter(backstore -> backstore.number().equals(number))
                .toList();
    }

    private static String targetcliName(String plugin) {
        return plugin.equals("iblock") ? "block" : plugin;
    }

    private static Optional<UUID> owner(String name) {
        Matcher ours = OURS.matcher(name);
        return ours.matches() ? Optional.of(UUID.fromString(ours.group(1))) : Optional.empty();
    }

    /** The targets that have a backstore as a LUN, {@code FABRIC/NAME}. */
    private static List<String> targets(Attributes target, String base, String backstore) {
        List<String> targets = new ArrayList<>();
        for (String fabric : target.entries("")) {
            for (String name : fabric.equals("core") ? List.<String>of() : target.entries(fabric)) {
                Attributes folder = target.below(fabric).below(name);
                if (exports(folder, base + "/" + backstore)) {
                    targets.add(fabric + "/" + name);
                }
            }
        }
        return targets;
    }

    private static boolean exports(Attributes target, String backstore) {
        return target.entries("").stream()
                .filter(group -> group.startsWith("tpgt_"))
                .map(group -> target.below(group).below("lun"))
                .anyMatch(luns -> luns.entries("").stream().map(luns::below).anyMatch(lun -> lun.entries("").stream()
                        .anyMatch(entry -> leadsTo(lun.folder().resolve(entry), backstore))));
    }

    /** By what the link says: it is not followed, for the reason that user backstores are not listed. */
    private static boolean leadsTo(Path link, String backstore) {
        try {
            return Files.isSymbolicLink(link) && Files.readSymbolicLink(link).endsWith(backstore);
        } catch (IOException e) {
            return false;
        }
    }
}
