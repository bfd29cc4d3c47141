package org.virtzoned.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command printed and returned that was run on libvirt's test driver. */
record CommandRun(int status, String out, String err) {
    static CommandRun of(String... words) {
        String[] all = new String[words.length + 2];
        all[0] = "--connect";
        all[1] = "test:///default";
        System.arraycopy(words, 0, all, 2, words.length);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(
                InputStream.nullInputStream(),
                new PrintWriter(out),
                new PrintWriter(err),
                stream -> Terminal.NONE,
                new Termination(hook -> {}),
                all);
        return new CommandRun(status, out.toString(), err.toString());
    }

    /** What a run printed that said nothing on stderr. */
    static String print(String... words) {
        CommandRun run = of(words);
        assertEquals("exit status 0\n", run.err() + "exit status " + run.status() + "\n");
        return run.out();
    }

    /** The refusal of a run, with the exit status as its last line. */
    static String refusal(String... words) {
        CommandRun run = of(words);
        assertEquals("", run.out());
        return run.err() + "exit status " + run.status() + "\n";
    }
}
