package org.virtzoned.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Relative paths are taken from the working directory, by options and in JSON alike; a golden file cannot name it. */
class RelativePathTest {
    private static final String DOCUMENT = GoldenCase.text(GoldenCase.DOMAINS.resolve("q35.xml"));

    @TempDir
    private Path folder;

    @Test
    void ofAnOption() {
        String here = System.getProperty("user.dir");
        String document = FilterRun.of(
                        DOCUMENT,
                        List.of(
                                "--nvme-zns=./a.raw,size=1G,zone-size=16M",
                                "--vhost-scsi=zbc:images/../b.raw,size=1G,zone-size=16M",
                                "--nvme-zns=c.raw,size=1G,zone-size=16M"))
                .document();

        assertTrue(document.contains("source='" + here + "/a.raw'"), document);
        assertTrue(document.contains("source='zbc:" + here + "/b.raw'"), document);
        assertTrue(document.contains("source='/var/lib/libvirt/zoned/nvme/c.raw'"), document);
    }

    @Test
    void inJson() throws IOException {
        Path devices = Files.writeString(
                folder.resolve("devices.json"),
                "[{\"nvme-zns\": \"images/a.raw\", \"size\": \"1G\", \"zone-size\": \"16M\"}]");

        String document =
                FilterRun.of(DOCUMENT, List.of("--devices=" + devices)).document();

        assertTrue(document.contains("source='" + System.getProperty("user.dir") + "/images/a.raw'"), document);
    }
}
