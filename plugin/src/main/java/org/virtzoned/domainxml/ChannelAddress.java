package org.virtzoned.domainxml;

import java.util.Optional;
import java.util.regex.Pattern;
import org.virtzoned.xml.Elements;
import org.w3c.dom.Element;

/**
 * The address of a channel device, as of virtio devices on s390x.
 *
 * @param busId as the guest's Linux names the device: {@code 0.0.0003}
 */
public record ChannelAddress(String busId) {
    private static final Pattern BUS_ID = Pattern.compile("0\\.[0-3]\\.[0-9a-f]{4}");

    public ChannelAddress {
        if (!BUS_ID.matcher(busId).matches()) {
            throw new IllegalArgumentException("not a channel address: " + busId);
        }
    }

    /**
     * Of the element with an alias; empty where it is not there, or has no such address. QEMU's virtual devices are in channel
     * subsystem 0xfe, which guests see as 0.
     */
    static Optional<ChannelAddress> of(DomainDocument domain, String alias) {
        return domain.deviceElements().stream()
                .filter(element ->
                        Elements.childAttribute(element, "alias", "name").equals(alias))
                .findFirst()
                .flatMap(element -> Elements.child(element, "address"))
                .filter(address -> address.getAttribute("type").equals("ccw"))
                .flatMap(ChannelAddress::read);
    }

    private static Optional<ChannelAddress> read(Element address) {
        int set = Elements.number(address.getAttribute("ssid"));
        int number = Elements.number(address.getAttribute("devno"));
        return set >= 0 && set <= 3 && number >= 0 && number <= 0xffff
                ? Optional.of(new ChannelAddress("0.%d.%04x".formatted(set, number)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return busId;
    }
}
