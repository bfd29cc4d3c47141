package org.virtzoned.guest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A guest that is a few files, whose agent says what QEMU's says of such files; a folder is a file that is empty. */
final class MadeUpGuest implements AgentChannel {
    static final String NAME = "guest";

    private final Map<String, byte[]> files = new HashMap<>();
    private final Map<String, String> outputs = new HashMap<>();
    private final Set<String> blocked = new HashSet<>();
    private final List<String> open = new ArrayList<>();
    private final Map<String, String> answers = new HashMap<>();

    MadeUpGuest(String kernel) {
        with("/proc/sys/kernel/osrelease", kernel + "\n");
        with("/proc/partitions", "major minor  #blocks  name\n\n");
    }

    MadeUpGuest with(String file, String content) {
        files.put(file, content.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** A disk with the attributes that all have. */
    MadeUpGuest withDisk(String name, String zoned, long sectors, long zoneSectors) {
        String partitions = new String(files.get("/proc/partitions"), StandardCharsets.ISO_8859_1);
        with("/proc/partitions", partitions + " 259        0    1048576 " + name + "\n");
        String folder = "/sys/block/" + name + "/";
        with(folder + "size", sectors + "\n");
        with(folder + "queue/logical_block_size", "512\n");
        with(folder + "queue/zoned", zoned + "\n");
        with(folder + "queue/nr_zones", (zoneSectors == 0 ? 0 : sectors / zoneSectors) + "\n");
        with(folder + "queue/chunk_sectors", zoneSectors + "\n");
        return this;
    }

    /** A program that prints something, whatever its arguments. */
    MadeUpGuest withProgram(String name, String output) {
        outputs.put(name, output);
        return this;
    }

    /** An agent that is configured not to do a command. */
    MadeUpGuest blocking(String command) {
        blocked.add(command);
        return this;
    }

    /** An agent that answers a command with this, sense or not. */
    MadeUpGuest answering(String command, String answer) {
        answers.put(command, answer);
        return this;
    }

    GuestAgent agent() {
        return agent(Duration.ofSeconds(10));
    }

    GuestAgent agent(Duration limit) {
        return GuestAgent.of(NAME, this, limit);
    }

    @Override
    public String ask(String command, Duration limit) {
        Map<String, String> words = words(command);
        String name = words.get("execute");
        if (answers.containsKey(name)) {
            return answers.get(name);
        }
        return "{\"return\":" + answer(name, words) + "}";
    }

    private String answer(String command, Map<String, String> words) {
        return switch (command) {
            case "guest-info" -> information();
            case "guest-file-open" -> opened(words.get("path"), files.keySet(), "");
            case "guest-file-read" -> content(files.get(open.get(Integer.parseInt(words.get("handle")))));
            case "guest-file-close" -> "{}";
            case "guest-exec" -> "{\"pid\":" + opened(words.get("path"), outputs.keySet(), "no such program ") + "}";
            case "guest-exec-status" -> output(outputs.get(open.get(Integer.parseInt(words.get("pid")))));
            default -> throw new IllegalArgumentException(command);
        };
    }

    private String information() {
        List<String> commands = new ArrayList<>();
        for (String name :
                List.of("guest-file-open", "guest-file-read", "guest-file-close", "guest-exec", "guest-exec-status")) {
            commands.add("{\"name\":\"" + name + "\",\"enabled\":" + !blocked.contains(name) + "}");
        }
        return "{\"version\":\"10.0.7\",\"supported_commands\":[" + String.join(",", commands) + "]}";
    }

    private String opened(String name, Set<String> known, String reason) {
        if (!known.contains(name)) {
            throw AgentException.failed(NAME, reason + name);
        }
        open.add(name);
        return Integer.toString(open.size() - 1);
    }

    private static String content(byte[] bytes) {
        return "{\"count\":" + bytes.length + ",\"buf-b64\":\""
                + Base64.getEncoder().encodeToString(bytes) + "\",\"eof\":true}";
    }

    private static String output(String text) {
        return "{\"exited\":true,\"exitcode\":0,\"out-data\":\""
                + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "\"}";
    }

    /** The single values of a command, whatever object they are in. */
    private static Map<String, String> words(String command) {
        Map<String, String> words = new HashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(command)) {
            String name = "";
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    name = parser.currentName();
                } else if (token.isScalarValue()) {
                    words.put(name, parser.getText());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }
}
