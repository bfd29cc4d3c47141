package org.virtzoned.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.virtzoned.device.DeviceProperties;

/** Commands, options and properties that are not there: each is named, and the nearest that is. */
class TypingErrorTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "crete dev1 --template minimal | Unknown command 'crete'.          | Did you mean 'create'? 'virt-zoned --help' says how it is used.",
                "crete list                    | Unknown command 'crete'.          | Did you mean 'create'? 'virt-zoned --help' says how it is used.",
                "help crete                    | Unknown command 'crete'.          | Did you mean 'create'? 'virt-zoned --help' says how it is used.",
                "frobnicate                    | Unknown command 'frobnicate'.     | 'virt-zoned --help' says how it is used.",
                "profiles shwo zn540           | Unknown command 'shwo'.           | Did you mean 'show'? 'virt-zoned profiles --help' says how it is used.",
                "templates shw                 | Unknown command 'shw'.            | Did you mean 'show'? 'virt-zoned templates --help' says how it is used.",
                "hooks instal                  | Unknown command 'instal'.         | Did you mean 'install'? 'virt-zoned hooks --help' says how it is used.",
                "list --outptu json            | Unknown option '--outptu'.        | Did you mean '--output'? 'virt-zoned list --help' says how it is used.",
                "--conect test:///default list | Unknown option '--conect'.        | Did you mean '--connect'? 'virt-zoned --help' says how it is used.",
                "attach d --nvmezns=z          | Unknown option '--nvmezns'.       | Did you mean '--nvme-zns'? 'virt-zoned attach --help' says how it is used.",
                "list one two                  | Unexpected argument 'two'.        | 'virt-zoned list --help' says how it is used.",
                "create d --template minimal --memory 1024 | Unknown option '--memory'. | Give it as a parameter of the template: --param memory=1024M.",
                "create d --template minimal --ram=2048    | Unknown option '--ram'.    | Give it as a parameter of the template: --param memory=2048M.",
                "create d --template minimal --vcpus 2     | Unknown option '--vcpus'.  | Give it as a parameter of the template: --param vcpus=2.",
                "create d --template minimal --vcpu        | Unknown option '--vcpu'.   | 'virt-zoned create --help' says how it is used.",
            })
    void isNamedWithTheNearest(String words, String message, String remedy) {
        assertEquals(
                "error: " + message + "\n" + remedy + "\nexit status 2\n", CommandRun.refusal(words.split(" ", -1)));
    }

    @Test
    void aValueIsExpectedInTheWordsOfTheHelp() {
        assertEquals("""
                error: Cannot read --param 'type': expected NAME=VALUE.
                'virt-zoned create --help' says how it is used.
                exit status 2
                """, CommandRun.refusal("create", "x", "--template", "minimal", "-p", "type"));
        assertEquals("""
                error: Cannot read --output 'xml': expected text or json.
                'virt-zoned list --help' says how it is used.
                exit status 2
                """, CommandRun.refusal("list", "-o", "xml"));
    }

    /** The blank that a shell splits at. */
    @Test
    void propertiesOfADeviceHaveNoBlanks() {
        assertEquals("""
                error: Unexpected argument 'zone-size=16M'.
                Give properties with their device, without blanks: --nvme-zns z.raw,size=1G,zone-size=16M.
                exit status 2
                """, CommandRun.refusal("attach", "test", "--nvme-zns", "z,size=1G,", "zone-size=16M"));
    }

    @ParameterizedTest
    @CsvSource({"zonesize", "zone-sise", "' zone-size'", "zone_size", "Zone-Size"})
    void anUnknownPropertyGoesBeforeOneThatIsMissing(String typed) {
        String option = "/x/z.raw,size=1G," + typed + "=16M";
        assertEquals(
                "error: Cannot read --nvme-zns '" + option + "': unknown property '" + typed
                        + "'.\nDid you mean 'zone-size'? " + NVME_ZNS_PROPERTIES
                        + "\nexit status 2\n",
                CommandRun.refusal("attach", "test", "--nvme-zns", option));
    }

    @Test
    void aFileIsNamedWithWhatIsWrongInIt(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("devices.json");
        Files.writeString(file, "[{\"nvme-zns\": \"/x/z.raw\", \"size\": \"1G\", \"zone_size\": \"16M\"}]");
        assertEquals(
                "error: Cannot read " + file
                        + ": nvme-zns '/x/z.raw': unknown property 'zone_size'.\nDid you mean 'zone-size'? "
                        + NVME_ZNS_PROPERTIES + "\nexit status 2\n",
                CommandRun.refusal("attach", "test", "--devices", file.toString()));

        Files.writeString(file, "[{]");
        assertEquals(
                "error: Cannot read " + file + ": line 1: Unexpected close marker ']': expected '}'.\n"
                        + "Give a list such as [{\"nvme-zns\": \"/x/zns0.raw\", \"size\": \"1G\", \"zone-size\": \"16M\"}].\n"
                        + "exit status 2\n",
                CommandRun.refusal("attach", "test", "--devices", file.toString()));
    }

    private static final String NVME_ZNS_PROPERTIES =
            "The properties are: " + String.join(", ", new TreeSet<>(DeviceProperties.NVME_ZNS_FILE.names())) + ".";
}
