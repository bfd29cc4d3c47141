package org.virtzoned.guest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The agent of a guest: it reads files there and runs programs, within a limit of time. No shell is run.
 *
 * <p>Commands and their members are those of the QEMU Guest Agent Protocol Reference.
 */
public final class GuestAgent {
    static final List<String> FILE_COMMANDS = List.of("guest-file-open", "guest-file-read", "guest-file-close");
    static final List<String> PROGRAM_COMMANDS = List.of("guest-exec", "guest-exec-status");

    /** More than any file of sysfs and procfs that is read here. */
    private static final int MAX_FILE_BYTES = 1 << 20;

    private static final int READ_BYTES = 1 << 16;

    /** A service of systemd's may have a language, and a PATH without the programs of the administrator. */
    private static final List<String> ENVIRONMENT =
            List.of("LC_ALL=C", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");

    private static final Duration FIRST_LOOK = Duration.ofMillis(5);
    private static final Duration LAST_LOOK = Duration.ofMillis(200);

    private final String domain;
    private final AgentChannel channel;
    private final Instant end;
    private final Duration limit;
    private final String version;
    private final Set<String> allowed;

    private GuestAgent(
            String domain, AgentChannel channel, Duration limit, Instant end, String version, Set<String> allowed) {
        this.domain = domain;
        this.channel = channel;
        this.limit = limit;
        this.end = end;
        this.version = version;
        this.allowed = allowed;
    }

    /**
     * Asks the agent who it is.
     *
     * @param domain the domain's name, for messages
     * @param limit how long all that is asked of this object may take
     * @throws AgentException if there is none, or it does not answer
     */
    public static GuestAgent of(String domain, AgentChannel channel, Duration limit) {
        GuestAgent unknown =
                new GuestAgent(domain, channel, limit, Instant.now().plus(limit), "", Set.of());
        return unknown.ask(new AgentCommand("guest-info"), answer -> {
            Set<String> allowed = new HashSet<>();
            for (AgentAnswer command : answer.list("supported_commands")) {
                if (command.flag("enabled")) {
                    allowed.add(command.text("name"));
                }
            }
            return new GuestAgent(domain, channel, limit, unknown.end, Words.line(answer.text("version")), allowed);
        });
    }

    /** The same agent, with a limit of time that begins anew. */
    GuestAgent within(Duration anotherLimit) {
        return new GuestAgent(domain, channel, anotherLimit, Instant.now().plus(anotherLimit), version, allowed);
    }

    String domain() {
        return domain;
    }

    /** The agent's version, which is that of the QEMU that it came with. */
    public String version() {
        return version;
    }

    /** The release of the guest's kernel: {@code 6.12.48+deb13-amd64}; empty where it has none to read. */
    public String kernel() {
        return Words.line(text("/proc/sys/kernel/osrelease").orElse(""));
    }

    boolean canRunPrograms() {
        return allowed.containsAll(PROGRAM_COMMANDS);
    }

    /** Whether there is a file or a folder of that name. */
    boolean exists(String path) {
        Optional<Long> handle = open(path);
        handle.ifPresent(this::close);
        return handle.isPresent();
    }

    /** The text of a file, without blanks around it; empty where it is not there, cannot be read, or has none. */
    Optional<String> text(String path) {
        return bytes(path)
                .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1)
                        .replace('\0', ' ')
                        .strip())
                .filter(text -> !text.isEmpty());
    }

    /** The content of a file; empty where it is not there, or cannot be read. */
    Optional<byte[]> bytes(String path) {
        Optional<Long> handle = open(path);
        if (handle.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(handle.get()));
        } catch (AgentException e) {
            return absentIfFailed(e);
        } finally {
            close(handle.get());
        }
    }

    /** Runs a program, and waits for its end. */
    ProgramResult run(String program, String... arguments) {
        require(PROGRAM_COMMANDS);
        AgentCommand command = new AgentCommand("guest-exec")
                .with("path", program)
                .with("arg", List.of(arguments))
                .with("env", ENVIRONMENT)
                .with("capture-output", true);
        long process = ask(command, answer -> answer.number("pid"));
        Duration look = FIRST_LOOK;
        while (true) {
            Optional<ProgramResult> result =
                    ask(new AgentCommand("guest-exec-status").with("pid", process), ProgramResult::ofStatus);
            if (result.isPresent()) {
                return result.get();
            }
            sleep(look);
            look = look.compareTo(LAST_LOOK) < 0 ? look.multipliedBy(2) : LAST_LOOK;
        }
    }

    private Optional<Long> open(String path) {
        require(FILE_COMMANDS);
        try {
            return Optional.of(
                    ask(new AgentCommand("guest-file-open").with("path", path).with("mode", "r"), AgentAnswer::number));
        } catch (AgentException e) {
            return absentIfFailed(e);
        }
    }

    private byte[] read(long handle) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        boolean more = true;
        while (more && content.size() < MAX_FILE_BYTES) {
            more = ask(
                    new AgentCommand("guest-file-read").with("handle", handle).with("count", READ_BYTES), answer -> {
                        content.writeBytes(answer.bytes("buf-b64"));
                        return !answer.flag("eof") && answer.number("count") > 0;
                    });
        }
        return content.toByteArray();
    }

    private void close(long handle) {
        ask(new AgentCommand("guest-file-close").with("handle", handle), answer -> answer);
    }

    private static <T> Optional<T> absentIfFailed(AgentException e) {
        if (e.reason() == AgentException.Reason.FAILED) {
            return Optional.empty();
        }
        throw e;
    }

    private void require(List<String> commands) {
        if (!allowed.containsAll(commands)) {
            List<String> missing = new ArrayList<>(commands);
            missing.removeAll(allowed);
            throw AgentException.notAllowed(domain, missing, version);
        }
    }

    private <T> T ask(AgentCommand command, Function<AgentAnswer, T> reader) {
        Duration left = Duration.between(Instant.now(), end);
        if (left.isNegative() || left.isZero()) {
            throw AgentException.noAnswer(domain, "not done in " + limit.toSeconds() + " s");
        }
        String answer = channel.ask(command.json(), left);
        try {
            return reader.apply(AgentAnswer.read(answer));
        } catch (IllegalArgumentException e) {
            throw AgentException.noSense(domain, command.name(), e.getMessage());
        }
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a guest's program runs", e);
        }
    }
}
