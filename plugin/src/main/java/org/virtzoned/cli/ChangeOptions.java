package org.virtzoned.cli;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.virtzoned.DomainChange;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.domainxml.Affect;
import org.virtzoned.domainxml.Attachment;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What commands that change a domain do with the change: make it, or only show it. */
class ChangeOptions {
    private static final int CONTEXT_LINES = 3;

    @ArgGroup
    private Instead instead = new Instead();

    private static final class Instead {
        @Option(names = "--print-xml", description = "Print the domain's XML, and change nothing.")
        private boolean printXml;

        @Option(names = "--print-diff", description = "Print how the domain's XML would differ, and change nothing.")
        private boolean printDiff;

        @Option(names = "--dry-run", description = "Say what would be done, and change nothing.")
        private boolean dryRun;
    }

    /** Whether a change is shown, and not made. */
    boolean onlyShows() {
        return printsDocument() || instead.dryRun;
    }

    /** Whether a document, or how it differs, is all that is printed. */
    boolean printsDocument() {
        return instead.printXml || instead.printDiff;
    }

    /**
     * Makes a change, or shows it.
     *
     * @param plan plans it, and again where the domain changes meanwhile
     * @return the change, made unless {@link #onlyShows}
     */
    DomainChange carryOut(Supplier<DomainChange> plan, VirtZonedCommand program, CommandLine command) {
        return carryOut(plan, false, program, command);
    }

    /** The same, or, where the change is made, starts the domain as well. */
    DomainChange carryOut(Supplier<DomainChange> plan, boolean start, VirtZonedCommand program, CommandLine command) {
        PrintWriter out = command.getOut();
        DomainChange change = onlyShows() ? plan.get() : made(plan, start, program, command);
        if (printsDocument()) {
            printDocument(change, out);
            return change;
        }
        report(change, out);
        warn(change, command.getErr());
        if (change.isCreation()) {
            reportCreation(change, start, out);
        }
        return change;
    }

    private static DomainChange made(
            Supplier<DomainChange> plan, boolean start, VirtZonedCommand program, CommandLine command) {
        try (ProgressLine progress = program.progress(command.getErr())) {
            return DomainChange.planAndApply(plan, start, program.termination().guard(progress));
        }
    }

    private void printDocument(DomainChange change, PrintWriter out) {
        if (instead.printXml) {
            out.print(change.after(change.affects(Affect.CONFIG) ? Affect.CONFIG : Affect.LIVE));
            return;
        }
        for (Affect affect : Affect.values()) {
            printDiff(change, affect, out);
        }
    }

    private void report(DomainChange change, PrintWriter out) {
        String would = instead.dryRun ? "Would be " : "";
        for (String file : change.files()) {
            out.println(sentence(would + "made: " + file + "."));
        }
        for (Affect affect : Affect.values()) {
            String where = (affect == Affect.LIVE ? "the running guest of " : "") + "domain '" + change.domain() + "'";
            for (Attachment attachment : change.attachments(affect)) {
                String what = description(attachment.device());
                out.println(
                        attachment.added()
                                ? sentence(would + "attached to " + where + ": " + what + ".")
                                : sentence("nothing to do: " + where + " has " + what + "."));
            }
            for (ZonedDevice device : change.detached(affect)) {
                out.println(sentence(would + "detached from " + where + ": " + description(device) + "."));
            }
        }
        Stream.of(Affect.values())
                .flatMap(affect -> change.detached(affect).stream())
                .flatMap(device -> device.backingFile().stream())
                .distinct()
                .forEach(file -> out.println(sentence(would + "kept: file " + file + ".")));
    }

    private void reportCreation(DomainChange change, boolean start, PrintWriter out) {
        String would = instead.dryRun ? "Would be " : "";
        String domain = ": domain '" + change.domain() + "'.";
        out.println(sentence(would + "defined" + domain));
        if (start) {
            out.println(sentence(would + "started" + domain));
        }
    }

    private static String description(ZonedDevice device) {
        return device.name() + " (" + device.way() + " of " + device.source() + ")";
    }

    private static void warn(DomainChange change, PrintWriter err) {
        change.notices().forEach(notice -> err.println("warning: " + MessageLine.of(notice)));
        if (change.isActive() && !change.affects(Affect.LIVE) && !change.isEmpty()) {
            err.println(
                    "warning: domain '" + MessageLine.of(change.domain()) + "' runs; it changes at its next start.");
        }
    }

    private static void printDiff(DomainChange change, Affect affect, PrintWriter out) {
        List<String> before = change.before(affect).lines().toList();
        List<String> after = change.after(affect).lines().toList();
        String what = change.domain() + (affect == Affect.LIVE ? ", running" : "");
        UnifiedDiffUtils.generateUnifiedDiff(
                        what + " (before)", what + " (after)", before, DiffUtils.diff(before, after), CONTEXT_LINES)
                .forEach(out::println);
    }

    private static String sentence(String text) {
        return MessageLine.of(Character.toUpperCase(text.charAt(0)) + text.substring(1));
    }
}
