package org.virtzoned.host;

import java.util.stream.Stream;

/** rtslib, the hook's library for LIO, and the Python that has it. */
final class Rtslib {
    private final HostTools tools;

    Rtslib(HostTools tools) {
        this.tools = tools;
    }

    /** Newer releases of it have another name. */
    HostCheck check() {
        String subject = "for rtslib";
        return Stream.of("rtslib_fb", "rtslib").anyMatch(module -> tools.ask("python3", "-I", "-c", "import " + module)
                        .isPresent())
                ? HostCheck.pass(subject)
                : HostCheck.fail(
                        subject,
                        "Python has no rtslib_fb: no vhost-scsi, no emulated ZBC disk",
                        "Install python3-rtslib-fb (Debian) or python3-rtslib (Fedora)");
    }
}
