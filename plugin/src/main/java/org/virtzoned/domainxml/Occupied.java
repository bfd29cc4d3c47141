package org.virtzoned.domainxml;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.virtzoned.device.HostDisk;
import org.virtzoned.device.ScsiAddress;
import org.virtzoned.device.SourcePath;
import org.virtzoned.xml.Elements;
import org.virtzoned.xml.XmlText;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;

/**
 * What a domain's document names already, ours or not: aliases and QEMU ids, overrides, paths, volumes, WWPNs,
 * SCSI addresses of the host.
 *
 * @param keys by what paths and volumes are compared
 * @param controllers those of the identifiers that controllers and root ports have
 * @param holders what names each path, volume, WWPN and SCSI address, for people; by the keys of those
 */
record Occupied(SourceKeys keys, Set<String> identifiers, Set<String> controllers, Map<String, String> holders) {
    /** A value in key=value form, in which a comma is doubled. Possessive: else a long one takes the stack. */
    private static final Pattern PATH_IN_ARGUMENT = Pattern.compile("(?:^|[=:,\\s])(/[^,]*+(?:,,[^,]*+)*+)");

    /** A block node as the value of a key (qemu(1), "json:"). */
    private static final String JSON_IN_ARGUMENT = "json:{";

    private static final String ARGUMENT = "an argument of the domain's <qemu:commandline>";

    Occupied(SourceKeys keys) {
        this(keys, new HashSet<>(), new HashSet<>(), new HashMap<>());
    }

    /** Notes what the document names; what has a holder already keeps it. */
    void scan(DomainDocument domain) {
        for (Element child : Elements.children(domain.root())) {
            if (!child.getTagName().equals("metadata") && child.getNamespaceURI() == null) {
                notePaths(child, "<" + child.getTagName() + ">");
            }
        }
        domain.deviceElements().forEach(this::noteDevice);
        domain.qemuArguments().forEach(this::noteArgument);
        domain.overriddenAliases().forEach(alias -> identifiers.add(overrideOf(alias)));
    }

    /** How the {@code <qemu:override>} of an alias stands among the identifiers: no alias has a space. */
    static String overrideOf(String alias) {
        return "override " + alias;
    }

    /** What holds a path, a volume, a WWPN or a SCSI address, or null. */
    String holder(String resource) {
        return keys.of(resource).stream()
                .map(holders::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** What holds each path and volume. */
    Map<String, String> sources() {
        Map<String, String> sources = new HashMap<>(holders);
        sources.keySet()
                .removeIf(resource -> !resource.startsWith("/") && !resource.startsWith(SourceKeys.VOLUME_PREFIX));
        return sources;
    }

    void hold(String resource, String holder) {
        keys.of(resource).forEach(key -> holders.putIfAbsent(key, holder));
    }

    static String volumeResource(String pool, String volume) {
        return SourceKeys.VOLUME_PREFIX + pool + "/" + volume;
    }

    private static String scsiResource(String adapter, String channel, String target, String lun) {
        return adapter + " " + channel + ":" + target + ":" + lun;
    }

    static String scsiResource(ScsiAddress address) {
        return scsiResource(
                "scsi_host" + address.host(),
                Integer.toString(address.channel()),
                Integer.toString(address.target()),
                Integer.toString(address.lun()));
    }

    static String wwnResource(String wwn) {
        return "wwn " + wwn;
    }

    private void noteDevice(Element device) {
        String alias = Elements.childAttribute(device, "alias", "name");
        if (!alias.isEmpty()) {
            identifiers.add(alias);
        }
        if (device.getTagName().equals("controller")) {
            controllers.add(alias);
        }
        if (device.getTagName().equals("hostdev")) {
            Elements.child(device, "source").ifPresent(this::noteHostdevSource);
        }
        if (device.getTagName().equals("disk")) {
            Elements.child(device, "source").ifPresent(this::noteVolume);
        }
    }

    private void noteVolume(Element source) {
        String volume = source.getAttribute("volume");
        if (!volume.isEmpty()) {
            hold(volumeResource(source.getAttribute("pool"), volume), "<source> in the domain's <devices>");
        }
    }

    private void noteHostdevSource(Element source) {
        String wwpn = source.getAttribute("wwpn").toLowerCase(Locale.ROOT);
        if (!wwpn.isEmpty()) {
            hold(wwpn, "a <hostdev> of the domain");
        }
        Elements.child(source, "address")
                .ifPresent(address -> hold(
                        scsiResource(
                                Elements.childAttribute(source, "adapter", "name"),
                                address.getAttribute("bus"),
                                address.getAttribute("target"),
                                address.getAttribute("unit")),
                        "a <hostdev> of the domain"));
    }

    private void noteArgument(String argument) {
        ArgumentProperties properties = ArgumentProperties.of(argument);
        properties.values().forEach((key, value) -> {
            if (key.equals("id") || key.equals("node-name") || key.endsWith(".node-name")) {
                identifiers.add(value);
            }
        });
        if (argument.startsWith("{")) {
            holdPaths(properties);
            return;
        }
        Matcher matcher = PATH_IN_ARGUMENT.matcher(argument);
        while (matcher.find()) {
            hold(matcher.group(1).replace(",,", ","), ARGUMENT);
        }
        Stream.concat(Stream.of(argument), properties.values().values().stream())
                .filter(value -> value.startsWith(JSON_IN_ARGUMENT))
                .forEach(value -> holdPaths(ArgumentProperties.of(value.substring(JSON_IN_ARGUMENT.length() - 1))));
    }

    private void holdPaths(ArgumentProperties json) {
        json.values().values().stream().filter(value -> value.startsWith("/")).forEach(path -> hold(path, ARGUMENT));
    }

    private void notePaths(Element element, String top) {
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            notePath(attributes.item(i).getNodeValue(), element, top);
        }
        List<Element> children = Elements.children(element);
        children.forEach(child -> notePaths(child, top));
        if (children.isEmpty()) {
            notePath(XmlText.strip(element.getTextContent()), element, top);
        }
    }

    private void notePath(String value, Element element, String top) {
        if (value.startsWith("/")) {
            String holder = "<" + element.getTagName() + "> in the domain's " + top;
            hold(value, holder);
            HostDisk.wwnOf(SourcePath.normalize(value)).ifPresent(wwn -> hold(wwnResource(wwn), holder));
        }
    }
}
