package org.virtzoned;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.virtzoned.device.SourcePath;
import org.virtzoned.device.ZbcDisk;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.host.BackingFile;
import org.virtzoned.libvirt.LibvirtConnection;
import org.virtzoned.lio.LioProgram;

/**
 * The files of emulated ZBC disks. Only LIO can format them, so they are made where this is root on the guests' host, or
 * by the hook; else the user is told how.
 */
final class ZbcFiles {
    private final LibvirtConnection connection;
    private final LioHost lio;
    private final List<String> notices = new ArrayList<>();

    ZbcFiles(LibvirtConnection connection, LioHost lio) {
        this.connection = connection;
        this.lio = lio;
    }

    /**
     * The file of a device that a domain gets, where it is to be made.
     *
     * @throws org.virtzoned.error.VirtZonedException if one is there that is no such file, or it cannot be made
     */
    Optional<NewFile> file(DomainDocument domain, ZonedDevice device) {
        ZbcDisk disk = ZbcDisk.of(device).orElseThrow();
        SourcePath path = disk.path();
        if (!connection.isLocal() || connection.isSession() || !lio.root()) {
            if (!disk.create() && !(connection.isLocal() && BackingFile.exists(path))) {
                notices.add(toMake(device, disk));
            }
            return Optional.empty();
        }
        if (BackingFile.exists(path)) {
            lio.program().check(path, disk);
            return Optional.empty();
        }
        if (disk.create()) {
            return Optional.empty();
        }
        lio.program().requireInstalled("Cannot make " + path);
        BackingFile file = BackingFile.planned(
                path, disk.size(), domain.uuid().orElseThrow().toString(), BackingFolders.ZBC);
        return Optional.of(new NewFile.Zbc(file, disk, lio.program()));
    }

    /** What the user should do about files that are not made, a sentence each. */
    List<String> notices() {
        return List.copyOf(notices);
    }

    private String toMake(ZonedDevice device, ZbcDisk disk) {
        String host = connection.isLocal() ? "" : " on the host of '" + connection.uri() + "'";
        return device.name() + " needs its file before the guest starts; make it as root" + host + ": "
                + LioProgram.formatCommand(disk.path(), disk)
                + " (or attach it with create=yes, and the first start makes it).";
    }
}
