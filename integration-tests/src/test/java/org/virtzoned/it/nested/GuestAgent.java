package org.virtzoned.it.nested;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.virtzoned.it.CommandResult;

/** A client of the QEMU guest agent, which runs commands where the agent runs. Not for several threads at once. */
final class GuestAgent implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** For an answer that takes no time but the agent's own. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);

    private static final Duration LOOK = Duration.ofMillis(50);
    /** Before a request it makes the agent forget a half one; before an answer it says that this one is whole. */
    private static final byte SENTINEL = (byte) 0xff;

    private final SocketChannel channel;
    private final Selector selector;
    private final ByteBuffer received = ByteBuffer.allocate(1 << 16).flip();

    private GuestAgent(SocketChannel channel, Selector selector) {
        this.channel = channel;
        this.selector = selector;
    }

    /** Connects to an agent that may still be about to start. */
    static GuestAgent connect(Path socket, Duration limit) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        channel.configureBlocking(false);
        Selector selector = Selector.open();
        channel.register(selector, SelectionKey.OP_READ);
        GuestAgent agent = new GuestAgent(channel, selector);
        agent.synchronize(limit);
        return agent;
    }

    /** Finds the beginning of an answer again after a reset, which may have cut a request or an answer in two. */
    void synchronize(Duration limit) throws IOException {
        long id = System.nanoTime();
        Instant end = Instant.now().plus(limit);
        send(new byte[] {SENTINEL}, end, "sentinel");
        send("guest-sync-delimited", MAPPER.createObjectNode().put("id", id), end);
        String line = readLine(end, "guest-sync-delimited");
        while (!line.endsWith("{\"return\": " + id + "}")) {
            line = readLine(end, "guest-sync-delimited");
        }
    }

    /** Has a command run that may take the agent with it: waits for no answer, and after it {@link #synchronize}. */
    void order(List<String> command) throws IOException {
        send("guest-exec", execution(command), Instant.now().plus(ANSWER_LIMIT));
    }

    /** Runs a command with some bytes on its standard input, and waits for its end. */
    CommandResult run(List<String> command, byte[] input, Duration limit) throws IOException {
        ObjectNode arguments = execution(command)
                .put("capture-output", true)
                .put("input-data", Base64.getEncoder().encodeToString(input));
        ObjectNode process = MAPPER.createObjectNode()
                .put(
                        "pid",
                        ask("guest-exec", arguments, ANSWER_LIMIT).get("pid").longValue());
        Instant end = Instant.now().plus(limit);
        JsonNode status = ask("guest-exec-status", process, ANSWER_LIMIT);
        while (!status.get("exited").booleanValue()) {
            if (Instant.now().isAfter(end)) {
                throw new IOException("Took longer than " + limit.toSeconds() + " s: " + String.join(" ", command));
            }
            sleep();
            status = ask("guest-exec-status", process, ANSWER_LIMIT);
        }
        // A signal counts as it does in a shell.
        int exit = status.has("exitcode")
                ? status.get("exitcode").intValue()
                : 128 + status.path("signal").intValue();
        return new CommandResult(command, exit, text(status, "out-data"), text(status, "err-data"));
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }

    private static ObjectNode execution(List<String> command) {
        ObjectNode arguments = MAPPER.createObjectNode().put("path", command.get(0));
        command.stream().skip(1).forEach(arguments.putArray("arg")::add);
        return arguments;
    }

    private JsonNode ask(String command, ObjectNode arguments, Duration limit) throws IOException {
        Instant end = Instant.now().plus(limit);
        send(command, arguments, end);
        JsonNode answer = MAPPER.readTree(readLine(end, command));
        if (answer.has("error")) {
            throw new IOException(
                    "The guest agent refused " + command + " of " + arguments + ": " + answer.get("error"));
        }
        return answer.get("return");
    }

    private void send(String command, ObjectNode arguments, Instant end) throws IOException {
        ObjectNode request = MAPPER.createObjectNode().put("execute", command);
        request.set("arguments", arguments);
        send((MAPPER.writeValueAsString(request) + "\n").getBytes(UTF_8), end, command);
    }

    private void send(byte[] request, Instant end, String command) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(request);
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                await(SelectionKey.OP_WRITE, end, command);
            }
        }
    }

    private String readLine(Instant end, String command) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            while (received.hasRemaining()) {
                byte next = received.get();
                if (next == '\n') {
                    return line.toString(UTF_8);
                }
                line.write(next);
            }
            await(SelectionKey.OP_READ, end, command);
            received.clear();
            if (channel.read(received) < 0) {
                throw new IOException("The nested host ended while its agent did " + command);
            }
            received.flip();
        }
    }

    private void await(int operation, Instant end, String command) throws IOException {
        channel.keyFor(selector).interestOps(operation);
        selector.selectedKeys().clear();
        long millis = Duration.between(Instant.now(), end).toMillis();
        if (millis <= 0 || selector.select(millis) == 0) {
            throw new IOException("The nested host's agent gave no answer to " + command);
        }
    }

    private static String text(JsonNode status, String name) {
        return new String(Base64.getDecoder().decode(status.path(name).asText("")), UTF_8);
    }

    private static void sleep() throws IOException {
        try {
            Thread.sleep(LOOK.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
