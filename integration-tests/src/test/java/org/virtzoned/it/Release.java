package org.virtzoned.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.virtzoned.domainxml.Platform;
import org.virtzoned.domainxml.Version;

/** A Debian whose libvirt and QEMU are served: a column of the version table, tried with its own daemons. */
enum Release {
    BULLSEYE("bullseye", "Debian 11", "7.0", "5.2"),
    BOOKWORM("bookworm", "Debian 12", "9.0", "7.2"),
    TRIXIE("trixie", "Debian 13", "11.3", "10.0"),
    /** It moves. These are the versions that {@code script/test-newest} last passed with. */
    NEWEST("sid", "Debian sid", "12.8", "11.1");

    private final String suite;
    private final String debian;
    private final String libvirt;
    private final String qemu;

    Release(String suite, String debian, String libvirt, String qemu) {
        this.suite = suite;
        this.debian = debian;
        this.libvirt = libvirt;
        this.qemu = qemu;
    }

    /** Its name for people. */
    String debian() {
        return debian;
    }

    Platform platform() {
        return Platform.of(Version.parse(qemu), Version.parse(libvirt));
    }

    /** Its root file system, in the folder that {@code integration-tests/release/build} made: of {@code release.SUITE}. */
    Path root() {
        return Path.of(System.getProperty(property(), "")).resolve("root");
    }

    /** What of it, and of what it takes to run it, isn't there. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (!System.getProperty("user.name").equals("root")) {
            missing.add("root, only " + System.getProperty("user.name"));
        }
        if (!Files.isExecutable(root().resolve("usr/sbin/libvirtd"))) {
            missing.add("libvirtd of " + debian + " in '" + root() + "', in the folder of -D" + property());
        }
        return missing;
    }

    private String property() {
        return "release." + suite;
    }
}
