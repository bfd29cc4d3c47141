package org.virtzoned.domainxml;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.virtzoned.device.HostDisk;
import org.virtzoned.device.ScsiAddress;
import org.virtzoned.xml.Elements;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;

/**
 * What a domain's document names already, whoever put it there: aliases and QEMU ids, overrides, paths, WWPNs, SCSI
 * addresses of the host.
 *
 * @param controllers those of the identifiers that controllers and root ports have
 * @param holders what names each path, WWPN and SCSI address, for people
 */
record Occupied(Set<String> identifiers, Set<String> controllers, Map<String, String> holders) {
    /** A value in key=value form, in which a comma is doubled. Possessive: else a long one takes the stack. */
    private static final Pattern PATH_IN_ARGUMENT = Pattern.compile("(?:^|[=:,\\s])(/[^,]*+(?:,,[^,]*+)*+)");

    private static final Pattern PATH_IN_JSON = Pattern.compile("\"(/[^\"]*)\"");

    /** A block node as the value of a key (qemu(1), "json:"). */
    private static final String JSON_IN_ARGUMENT = "json:{";

    private static final String ARGUMENT = "an argument of the domain's <qemu:commandline>";

    Occupied() {
        this(new HashSet<>(), new HashSet<>(), new HashMap<>());
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

    /** What holds a path, a WWPN or a SCSI address, or null. */
    String holder(String resource) {
        return holders.get(resource);
    }

    /** What holds each path. */
    Map<String, String> paths() {
        Map<String, String> paths = new HashMap<>(holders);
        paths.keySet().removeIf(resource -> !resource.startsWith("/"));
        return paths;
    }

    void hold(String resource, String holder) {
        holders.putIfAbsent(resource, holder);
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
        String id = QemuArgument.idOf(argument);
        if (!id.isEmpty()) {
            identifiers.add(id);
        }
        boolean json = argument.startsWith("{");
        if (!json) {
            Matcher matcher = PATH_IN_ARGUMENT.matcher(argument);
            while (matcher.find()) {
                hold(matcher.group(1).replace(",,", ","), ARGUMENT);
            }
        }
        if (json || argument.contains(JSON_IN_ARGUMENT)) {
            Matcher matcher = PATH_IN_JSON.matcher(argument);
            while (matcher.find()) {
                hold(matcher.group(1), ARGUMENT);
            }
        }
    }

    private void notePaths(Element element, String top) {
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            notePath(attributes.item(i).getNodeValue(), element, top);
        }
        List<Element> children = Elements.children(element);
        children.forEach(child -> notePaths(child, top));
        if (children.isEmpty()) {
            notePath(element.getTextContent().strip(), element, top);
        }
    }

    private void notePath(String value, Element element, String top) {
        if (value.startsWith("/")) {
            String holder = "<" + element.getTagName() + "> in the domain's " + top;
            hold(value, holder);
            HostDisk.wwnOf(value).ifPresent(wwn -> hold(wwnResource(wwn), holder));
        }
    }
}
