package org.virtzoned;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.domainxml.Attachment;
import org.virtzoned.domainxml.DeviceElement;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.error.VirtZonedException;
import org.virtzoned.lio.LioProgram;

/**
 * Devices plugged into a guest that runs, or taken from it.
 *
 * <p>libvirt runs no hook at hot plug, so this runs the hook's program: the record first, then what the host needs, then
 * the device; back in the reverse order. What a device had on the host goes only once libvirt says that the guest has
 * given it up.
 */
final class LiveChange implements ChangePart {
    private final LiveGuest guest;
    private final LioProgram program;
    private final DomainDocument before;
    private final DomainDocument after;
    private final List<Attachment> attachments;
    private final List<Departure> departures;
    private final List<String> notices = new ArrayList<>();
    private boolean keepsDevices;

    /**
     * A device that goes.
     *
     * @param elements what the guest gives up with it
     * @param after the domain's live document without it
     */
    private record Departure(ZonedDevice device, List<DeviceElement> elements, DomainDocument after) {}

    private LiveChange(
            LiveGuest guest,
            LioProgram program,
            DomainDocument before,
            DomainDocument after,
            List<Attachment> attachments,
            List<Departure> departures) {
        this.guest = guest;
        this.program = program;
        this.before = before;
        this.after = after;
        this.attachments = List.copyOf(attachments);
        this.departures = List.copyOf(departures);
    }

    /**
     * Devices that come.
     *
     * @param before the domain's live document
     * @param after the same with the devices
     */
    static LiveChange attaching(
            LiveGuest guest,
            LioProgram program,
            DomainDocument before,
            DomainDocument after,
            List<Attachment> attachments) {
        return new LiveChange(guest, program, before, after, attachments, List.of());
    }

    /**
     * Devices that go.
     *
     * @param liveXml the domain's live document
     * @param devices names of devices, or what is behind them
     * @throws org.virtzoned.error.VirtZonedException if one is not there, or cannot go while the guest runs
     */
    static LiveChange detaching(LiveGuest guest, LioProgram program, String liveXml, List<String> devices) {
        DomainDocument before = DomainDocument.parse(liveXml);
        List<Departure> departures = new ArrayList<>();
        DomainDocument current = before;
        for (String device : devices) {
            DomainDocument next = DomainDocument.parse(current.toXml());
            boolean whole = !current.incompleteDevices().contains(current.device(device));
            ZonedDevice going = next.detach(List.of(device)).get(0);
            List<DeviceElement> elements = new ArrayList<>(current.pluggableNotIn(next));
            if (elements.isEmpty() && whole) {
                throw new ChangeException(
                        "Cannot detach " + going.name() + " from the guest of domain '" + before.name()
                                + "': it has no element of its own that libvirt could take away (it is on QEMU's command"
                                + " line, or one of several LUNs of a target).",
                        "Detach it with --config, for the next start.");
            }
            departures.add(new Departure(going, elements, next));
            current = next;
        }
        return new LiveChange(guest, program, before, current, List.of(), departures);
    }

    @Override
    public String before() {
        return before.toXml();
    }

    @Override
    public String after() {
        return after.toXml();
    }

    @Override
    public List<Attachment> attachments() {
        return attachments;
    }

    @Override
    public List<ZonedDevice> detached() {
        return departures.stream().map(Departure::device).toList();
    }

    @Override
    public boolean isNeeded() {
        return !departures.isEmpty() || attachments.stream().anyMatch(Attachment::added);
    }

    /** Of what the guest runs with only what is ours: the rest changes as it runs. */
    @Override
    public void requireUnchanged() {
        DomainDocument now = DomainDocument.parse(guest.liveXml());
        if (!now.record().equals(before.record()) || !now.aliases().equals(before.aliases())) {
            throw ChangeException.outdated(
                    "Cannot change the guest of domain '" + guest.name() + "': its devices changed meanwhile.");
        }
    }

    @Override
    public void make(Progress progress) {
        if (attachments.stream().anyMatch(Attachment::added)) {
            attach(progress);
        }
        departures.forEach(departure -> detach(departure, progress));
    }

    /** What is to be known of what was done, a sentence each. */
    List<String> notices() {
        return List.copyOf(notices);
    }

    private void attach(Progress progress) {
        Deque<DeviceElement> plugged = new ArrayDeque<>();
        try {
            guest.record(after.record());
            progress.doing("preparing this host");
            // It takes back itself what it had made when it fails.
            program.prepare(after.toXml());
            for (DeviceElement element : after.pluggableNotIn(before)) {
                progress.doing("plugging " + element.alias() + " into the guest");
                guest.plugIn(element);
                plugged.push(element);
            }
        } catch (RuntimeException e) {
            takeBack(plugged, e);
            throw e;
        }
    }

    /** What the guest does not give up stays as it is, with its record and what it has on the host: it is in use. */
    private void takeBack(Deque<DeviceElement> plugged, RuntimeException reason) {
        for (DeviceElement element : plugged) {
            try {
                guest.unplug(element);
            } catch (RuntimeException e) {
                reason.addSuppressed(e);
                keepsDevices |= !element.controller();
            }
        }
        if (!keepsDevices) {
            ChangePart.takeBack(() -> program.releaseGone(guest.liveXml()), reason);
            ChangePart.takeBack(() -> guest.record(before.record()), reason);
        }
    }

    /** Whether a failed change left a device in the guest, which does not give it up. */
    boolean keepsDevices() {
        return keepsDevices;
    }

    /** Again it finds what is left to do. A controller that the guest keeps is no loss: the next device is put on it. */
    private void detach(Departure departure, Progress progress) {
        progress.doing("waiting for the guest to give up " + departure.device().name());
        departure.elements().stream().filter(element -> !element.controller()).forEach(guest::unplug);
        guest.record(departure.after().record());
        program.releaseGone(guest.liveXml());
        try {
            departure.elements().stream().filter(DeviceElement::controller).forEach(guest::unplug);
        } catch (VirtZonedException e) {
            notices.add("the guest of domain '" + guest.name() + "' keeps the controller that "
                    + departure.device().name() + " was on until it ends.");
        }
    }
}
