package org.virtzoned.fidelity;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.virtzoned.device.DeviceWriter;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.domainxml.Affect;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.domainxml.Platform;
import org.virtzoned.error.VirtZonedException;
import org.virtzoned.relaxng.Choices;
import org.w3c.dom.Document;

/** A domain, and devices that are attached to it. */
final class FidelityCase {
    private final byte[] bytes;
    private final List<ZonedDevice> requests;
    private final Platform platform;
    private final Affect affect;
    private final List<String> names;

    private FidelityCase(
            byte[] bytes, List<ZonedDevice> requests, Platform platform, Affect affect, List<String> names) {
        this.bytes = bytes;
        this.requests = requests;
        this.platform = platform;
        this.affect = affect;
        this.names = names;
    }

    /**
     * A domain with decorations, spelled in some way, with devices that most such domains can have.
     *
     * @param document the domain
     * @param ofText decides on what is added to its document, and how it is spelled
     * @param choices decide on the rest
     */
    static FidelityCase of(Document document, Choices ofText, Choices choices) {
        Decorations.addTo(document, ofText);
        byte[] bytes = Spelling.of(document, ofText);
        Platform platform = Platforms.of(choices);
        Affect affect = choices.chance(10) ? Affect.LIVE : Affect.CONFIG;
        List<ZonedDevice> requests = Requests.of(DomainDocument.parse(bytes), platform, affect, choices);
        List<String> names = new ArrayList<>(
                requests.stream().map(device -> device.name().text()).toList());
        Collections.shuffle(names, choices);
        return new FidelityCase(bytes, requests, platform, affect, names);
    }

    Platform platform() {
        return platform;
    }

    Affect affect() {
        return affect;
    }

    /** The same of the first or the second half of the devices. */
    FidelityCase half(boolean firstHalf) {
        int middle = requests.size() / 2;
        List<ZonedDevice> some = firstHalf ? requests.subList(0, middle) : requests.subList(middle, requests.size());
        List<String> theirs = new ArrayList<>(names);
        theirs.retainAll(some.stream().map(device -> device.name().text()).toList());
        return new FidelityCase(bytes, some, platform, affect, theirs);
    }

    /** The domain's document, as a file has it. */
    byte[] bytes() {
        return bytes;
    }

    /** The names of the devices, in the order in which they are taken away. */
    List<String> names() {
        return names;
    }

    DomainDocument domain() {
        return DomainDocument.parse(bytes);
    }

    /** The domain with its devices; empty where it refuses one of them. */
    Optional<DomainDocument> attached() {
        return attachedTo(domain());
    }

    /** Another domain with the devices. */
    Optional<DomainDocument> attachedTo(DomainDocument domain) {
        try {
            attachTo(domain);
            return Optional.of(domain);
        } catch (VirtZonedException e) {
            return Optional.empty();
        }
    }

    void attachTo(DomainDocument domain) {
        domain.attach(requests, platform, affect);
    }

    /** For the report of a failure. */
    @Override
    public String toString() {
        return affect + ", " + platform + ", " + names + "\n"
                + requests.stream()
                        .map(device -> device.way().word() + " " + DeviceWriter.words(device) + "\n")
                        .collect(Collectors.joining())
                + domain().toXml();
    }
}
