package org.virtzoned.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The launcher gives the program what the user said. */
@ExtendWith(LibvirtExtension.class)
class LauncherIT {
    private final PrivateLibvirt libvirt;

    LauncherIT(PrivateLibvirt libvirt) {
        this.libvirt = libvirt;
    }

    /** A JVM reads its arguments by the locale; in that of C it makes another file's name of one that is not ASCII. */
    @Test
    void namesOfFilesAreKeptInEveryLocale() {
        UserDomain.define(libvirt, "guest", UserDomain.Q35);
        // By its bytes: this JVM's own locale does not matter then.
        String attach = "exec \"$1\" -c \"$2\" attach guest --dry-run --nvme-zns"
                + " \"$(printf '/\\346\\227\\245.raw'),size=64M,zone-size=4M,name=z\"";
        for (String locale : List.of("C", "POSIX", "C.UTF-8")) {
            CommandResult result = libvirt.run(List.of(
                            "env", "LC_ALL=" + locale, "sh", "-c", attach, "sh", libvirt.launcher(), libvirt.uri()))
                    .succeeds();

            assertTrue(result.out().contains("(nvme-zns of /\u65e5.raw)"), result::toString);
        }
    }

    /** The JVM would read or write the first file that it opens in the place of the stream. */
    @Test
    void aClosedStreamIsNoOtherFile() {
        String document = UserDomain.define(libvirt, "guest", UserDomain.Q35).xml();
        Map<String, String> refusals = Map.of(
                "<&-", "error: Cannot read the document: line 1, column 1: Premature end of file.\n",
                ">&-", "error: Cannot write to standard output: Bad file descriptor.\n");
        refusals.forEach((closed, refusal) -> {
            CommandResult result = libvirt.run(List.of(
                            "sh",
                            "-c",
                            "printf %s \"$2\" | \"$1\" filter --nvme-zns /n.raw,size=64M,zone-size=4M " + closed,
                            "sh",
                            libvirt.launcher(),
                            document))
                    .exits(1);

            assertTrue(result.err().startsWith(refusal), result::toString);
        });
    }
}
