package org.virtzoned.host;

import java.util.List;
import java.util.Optional;
import org.virtzoned.error.Printable;

/** A use that is made of a disk of the host: whoever has it must not find a guest writing to it. Its names are
 * printable. */
public sealed interface DiskUse {
    /** It in words, such as {@code mounted at /mnt}. */
    String text();

    <R> R accept(Visitor<R> visitor);

    /**
     * A file system on it is mounted.
     *
     * @param partition the partition that it is on; absent for the whole disk
     * @param point where; {@code /} for the host's root file system
     */
    record Mount(Optional<String> partition, String point) implements DiskUse {
        public Mount {
            point = Printable.of(point);
        }

        @Override
        public String text() {
            return prefix(partition) + "mounted at " + point + (point.equals("/") ? " (this host's root)" : "");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * It is swap space of the host.
     *
     * @param partition the partition that is; absent for the whole disk
     */
    record Swap(Optional<String> partition) implements DiskUse {
        @Override
        public String text() {
            return prefix(partition) + "swap space";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * Another block device is made of it.
     *
     * @param partition the partition that the other is made of; absent for the whole disk
     * @param holder the kernel's name of the other, {@code dm-3} or {@code md127}
     * @param label device-mapper's name of it
     */
    record Holder(Optional<String> partition, String holder, Optional<String> label) implements DiskUse {
        public Holder {
            holder = Printable.of(holder);
            label = label.map(Printable::of);
        }

        @Override
        public String text() {
            return prefix(partition) + "held by " + holder
                    + label.map(name -> " (" + name + ")").orElse("");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * A backstore of LIO is on it.
     *
     * @param name as targetcli says it: {@code pscsi/smr1}
     * @param targets those that export it: {@code vhost/naa.5001405…}
     */
    record Backstore(String name, List<String> targets) implements DiskUse {
        public Backstore {
            name = Printable.of(name);
            targets = targets.stream().map(Printable::of).toList();
        }

        @Override
        public String text() {
            return "LIO backstore " + name + (targets.isEmpty() ? "" : " in " + String.join(", ", targets));
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** A guest that runs has it. */
    record Guest(String domain) implements DiskUse {
        public Guest {
            domain = Printable.of(domain);
        }

        @Override
        public String text() {
            return "domain '" + domain + "'";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** Something else of the host has it for itself: it cannot be opened exclusively. */
    record Claim() implements DiskUse {
        @Override
        public String text() {
            return "in use on this host (it can't be opened exclusively)";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** One method a kind of use. */
    interface Visitor<R> {
        R visit(Mount use);

        R visit(Swap use);

        R visit(Holder use);

        R visit(Backstore use);

        R visit(Guest use);

        R visit(Claim use);
    }

    private static String prefix(Optional<String> partition) {
        return partition.map(name -> name + " ").orElse("");
    }
}
