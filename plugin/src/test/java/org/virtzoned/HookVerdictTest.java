package org.virtzoned;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.virtzoned.device.Way;
import org.virtzoned.domainxml.Attachment;
import org.virtzoned.lio.StartRefusal;
import org.virtzoned.lio.StartRefusal.Subject;

/** What of the hook's refusals stops an attaching, and what is a warning. */
class HookVerdictTest {
    private static final Attachment ADDED = attachment("added", true);
    private static final Attachment THERE = attachment("there", false);

    @Test
    void whatStaysAsItIsUntilTheStartIsRefusedInTheHooksWords() {
        for (Optional<String> device : List.of(Optional.of("added"), Optional.<String>empty())) {
            HookVerdict verdict = verdict(new StartRefusal(Subject.HOST, device, "No.", Optional.of("Do."), false));

            ChangeException refusal =
                    assertThrows(ChangeException.class, () -> verdict.requireAccepted(List.of(THERE, ADDED)));
            assertEquals("No.", refusal.getMessage());
            assertEquals(Optional.of("Do."), refusal.remedy());
            assertEquals(List.of(), verdict.notices(List.of(THERE, ADDED)));
        }
    }

    @Test
    void whatMayPassIsAWarningUnlessTheGuestGetsItNow() {
        HookVerdict verdict =
                verdict(new StartRefusal(Subject.HOST, Optional.of("added"), "No.", Optional.of("Do."), true));

        assertDoesNotThrow(() -> verdict.requireAccepted(List.of(ADDED)));
        assertThrows(ChangeException.class, () -> verdict.requireAcceptedNow(List.of(ADDED)));
        assertEquals(List.of("the guest cannot start as things are: No. Do."), verdict.notices(List.of(ADDED)));
    }

    @Test
    void aDeviceThatIsRefusedHasTheRemedyOfAttaching() {
        HookVerdict verdict = verdict(new StartRefusal(
                Subject.HOST,
                Optional.of("added"),
                "No.",
                Optional.of("Detach it."),
                Optional.of("Take another."),
                true));

        ChangeException refusal = assertThrows(ChangeException.class, () -> verdict.requireAcceptedNow(List.of(ADDED)));
        assertEquals(Optional.of("Take another."), refusal.remedy());
        // The domain has the device by the time that this is read.
        assertEquals(List.of("the guest cannot start as things are: No. Detach it."), verdict.notices(List.of(ADDED)));
    }

    @Test
    void aDeviceThatWasThereBeforeIsInNoNewOnesWay() {
        HookVerdict verdict = verdict(
                new StartRefusal(Subject.HOST, Optional.of("there"), "No.", Optional.empty(), false),
                new StartRefusal(Subject.HOST, Optional.of("there"), "No.", Optional.empty(), true));

        assertDoesNotThrow(() -> verdict.requireAccepted(List.of(THERE, ADDED)));
        assertEquals(List.of(), verdict.notices(List.of(THERE, ADDED)));
    }

    private static HookVerdict verdict(StartRefusal... refusals) {
        return new HookVerdict(List.of(refusals), Optional.empty());
    }

    private static Attachment attachment(String name, boolean added) {
        return new Attachment(VirtZoned.device(Way.VIRTIO_BLK, "/dev/" + name + ",name=" + name), added);
    }
}
