package org.virtzoned;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.domainxml.Attachment;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.error.ShellCommand;
import org.virtzoned.error.VirtZonedException;
import org.virtzoned.host.HookInstallation;
import org.virtzoned.host.HostCheck;
import org.virtzoned.libvirt.LibvirtConnection;
import org.virtzoned.lio.DryRun;
import org.virtzoned.lio.StartRefusal;
import org.virtzoned.lio.StartRefusal.Subject;

/**
 * What the hook would refuse of a domain, as its own program says it in a dry run: so that attaching, checking and
 * starting go by one set of rules.
 *
 * @param refusals all that is refused
 * @param unknown why the program's answer is not known, a check that warns; empty where it is, and where there is no hook
 */
record HookVerdict(List<StartRefusal> refusals, Optional<HostCheck> unknown) {
    private static final String SUBJECT = "for what the hook would refuse at a start";

    /** Of a domain whose guest no hook of this host's prepares, or of which nobody asks. */
    static final HookVerdict NONE = new HookVerdict(List.of(), Optional.empty());

    /**
     * Asks the program, where it is installed and may look: as root, about a domain of the system's libvirt on this host.
     *
     * @param nextStart whether the document is the domain's definition; else it is what the guest runs with
     * @param created files that are about to be created
     */
    static HookVerdict of(
            LibvirtConnection connection,
            LioHost lio,
            DomainDocument document,
            boolean nextStart,
            List<NewFile> created) {
        if (connection.isSession() || !connection.runsQemu()) {
            return NONE;
        }
        String again = ShellCommand.of("virt-zoned", "check", "--domain", document.name());
        if (!connection.isLocal()) {
            return unknown("not looked at: the domain is on another host", "Run there, as root: " + again);
        }
        if (!lio.root()) {
            return unknown("not looked at: that takes root", "Run as root: " + again);
        }
        if (!lio.program().isInstalled()) {
            return unknown("not looked at: its program is not installed", "Run: virt-zoned hooks install");
        }
        DryRun dryRun = new DryRun(
                connection.capabilities().hasAppArmor(),
                nextStart,
                created.stream().map(NewFile::path).toList());
        try {
            return new HookVerdict(lio.program().examine(document.toXml(), dryRun), Optional.empty());
        } catch (VirtZonedException e) {
            return unknown(
                    "not found out: " + phrase(e.getMessage()),
                    e.remedy().map(HookVerdict::phrase).orElse("Try again"));
        }
    }

    /** Whether the program can be asked. */
    static boolean isKnown(LibvirtConnection connection, LioHost lio) {
        return connection.isLocalSystem() && lio.root() && lio.program().isInstalled();
    }

    private static HookVerdict unknown(String found, String remedy) {
        return new HookVerdict(List.of(), Optional.of(HostCheck.warn(SUBJECT, found, remedy)));
    }

    /** What concerns a device. */
    List<StartRefusal> of(ZonedDevice device, Subject subject) {
        return refusals.stream()
                .filter(refusal -> refusal.subject() == subject)
                .filter(refusal ->
                        refusal.device().equals(Optional.of(device.name().text())))
                .toList();
    }

    /** What concerns the whole domain. */
    List<StartRefusal> ofDomain() {
        return refusals.stream().filter(refusal -> refusal.device().isEmpty()).toList();
    }

    /**
     * Refuses devices that a domain gets and its next start would refuse, whatever becomes of the host until then.
     *
     * @throws ChangeException in the hook's words
     */
    void requireAccepted(List<Attachment> attachments) {
        requireNone(concerning(attachments).filter(refusal -> !refusal.mayPass()));
    }

    /**
     * Refuses devices that a guest gets now, and as things are now would be refused.
     *
     * @throws ChangeException in the hook's words
     */
    void requireAcceptedNow(List<Attachment> attachments) {
        requireNone(concerning(attachments));
    }

    private static void requireNone(Stream<StartRefusal> refusals) {
        refusals.findFirst().ifPresent(refusal -> {
            throw new ChangeException(refusal.message(), refusal.attachRemedy().orElse(null));
        });
    }

    /** What keeps the guest from its start now, and may have passed by then, a sentence each. */
    List<String> notices(List<Attachment> attachments) {
        return concerning(attachments)
                .filter(StartRefusal::mayPass)
                .map(refusal -> notice(refusal.message(), refusal.remedy()))
                .toList();
    }

    /** That there is a hook which was not asked, a sentence; empty where it was, and where there is none. */
    Optional<String> unknownNotice(LibvirtConnection connection) {
        return unknown.filter(check -> connection.isLocalSystem() && !HookInstallation.isMissing())
                .map(check -> "what the hook would refuse at the guest's start was "
                        + check.found().orElse("not looked at")
                        + check.remedy().map(remedy -> ". " + remedy).orElse("") + ".");
    }

    /** What the user is told of a refusal that may have passed when the guest starts. */
    static String notice(String message, Optional<String> remedy) {
        return "the guest cannot start as things are: " + message
                + remedy.map(text -> " " + text).orElse("");
    }

    private Stream<StartRefusal> concerning(List<Attachment> attachments) {
        Set<String> added = attachments.stream()
                .filter(Attachment::added)
                .map(attachment -> attachment.device().name().text())
                .collect(Collectors.toSet());
        return refusals.stream()
                .filter(refusal -> refusal.device().map(added::contains).orElse(!added.isEmpty()));
    }

    /** A sentence without its full stop: more follows in the same parentheses. */
    static String phrase(String message) {
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }
}
