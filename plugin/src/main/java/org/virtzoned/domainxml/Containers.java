package org.virtzoned.domainxml;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.virtzoned.xml.Elements;
import org.virtzoned.xml.Layout;
import org.virtzoned.xml.TreeBuilder;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * The elements of a domain that ours stand in. One that is absent is made, and noted as made, so that it goes again when
 * nothing is left in it.
 *
 * <p>Its schema has each of them once. Without it libvirt takes what is in all {@code <devices>}, {@code
 * <qemu:commandline>} and {@code <qemu:override>}, in order, and of {@code <metadata>} the first: so ours stand in the last
 * of those, where no option is parted from its value, and in the first {@code <metadata>}.
 *
 * @param root the {@code <domain>}
 * @param created the names of those that were made, kept in the metadata
 */
record Containers(Element root, List<String> created) {
    private static final Set<String> BEFORE_METADATA =
            Set.of("name", "uuid", "hwuuid", "genid", "title", "description");
    private static final String METADATA = "metadata";
    private static final String DEVICES = "devices";
    private static final String COMMAND_LINE = "commandline";
    private static final String OVERRIDE = "override";

    /** All that can have been made. */
    static final List<String> NAMES = List.of(METADATA, DEVICES, COMMAND_LINE, OVERRIDE);

    /** All devices of a domain. */
    static List<Element> devicesIn(Element root) {
        return inAll(root, null, DEVICES);
    }

    /** All arguments that a domain has for QEMU's command line. */
    static List<Element> argumentsIn(Element root) {
        return inAll(root, QemuNamespace.URI, COMMAND_LINE).stream()
                .filter(element -> Elements.is(element, QemuNamespace.URI, "arg"))
                .toList();
    }

    /** All overrides of properties of QEMU's devices in a domain. */
    static List<Element> overridesIn(Element root) {
        return inAll(root, QemuNamespace.URI, OVERRIDE).stream()
                .filter(element -> Elements.is(element, QemuNamespace.URI, "device"))
                .toList();
    }

    Element metadata() {
        return Elements.child(root, METADATA).orElseGet(() -> {
            Element metadata = document().createElementNS(null, METADATA);
            Layout.insertContainer(root, metadata, lastBeforeMetadata());
            noteCreated(METADATA);
            return metadata;
        });
    }

    Element devices() {
        return last(null, DEVICES).orElseGet(() -> {
            Element devices = document().createElementNS(null, DEVICES);
            Layout.insertContainer(root, devices, Layout.last(root));
            noteCreated(DEVICES);
            return devices;
        });
    }

    Element commandLine() {
        return ofQemu(COMMAND_LINE);
    }

    Element override() {
        return ofQemu(OVERRIDE);
    }

    /** The prefix, with its colon, that elements in such a container take. */
    static String prefix(Element container) {
        return container.getPrefix() == null ? "" : container.getPrefix() + ":";
    }

    /** Takes away what was made for our elements and holds nothing more, but for one. */
    void removeEmptyBut(Element kept) {
        created.removeIf(name -> {
            String namespace = name.equals(COMMAND_LINE) || name.equals(OVERRIDE) ? QemuNamespace.URI : null;
            return Elements.child(root, namespace, name)
                    .map(container -> container != kept && removeIfEmpty(container))
                    .orElse(true);
        });
    }

    /** One that was created and went, by hand say, is noted already. */
    private void noteCreated(String name) {
        if (!created.contains(name)) {
            created.add(name);
        }
    }

    private static List<Element> inAll(Element root, String namespace, String name) {
        return Elements.children(root, namespace, name).stream()
                .flatMap(container -> Elements.children(container).stream())
                .toList();
    }

    private Optional<Element> last(String namespace, String name) {
        List<Element> all = Elements.children(root, namespace, name);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    private Element ofQemu(String name) {
        return last(QemuNamespace.URI, name).orElseGet(() -> {
            String prefix = root.lookupPrefix(QemuNamespace.URI);
            Element container =
                    document().createElementNS(QemuNamespace.URI, (prefix == null ? "qemu" : prefix) + ":" + name);
            if (prefix == null) {
                TreeBuilder.declareNamespace(container, "qemu", QemuNamespace.URI);
            }
            Layout.insertContainer(root, container, Layout.last(root));
            noteCreated(name);
            return container;
        });
    }

    private Node lastBeforeMetadata() {
        Node last = null;
        for (Element child : Elements.children(root)) {
            if (BEFORE_METADATA.contains(child.getTagName())) {
                last = child;
            }
        }
        return last;
    }

    private static boolean removeIfEmpty(Element container) {
        boolean empty = Layout.isEmpty(container);
        if (empty) {
            Layout.remove(container);
        }
        return empty;
    }

    private Document document() {
        return root.getOwnerDocument();
    }
}
