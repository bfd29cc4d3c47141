package org.virtzoned.domainxml;

import java.util.List;
import java.util.Set;
import org.virtzoned.xml.Elements;
import org.virtzoned.xml.Layout;
import org.virtzoned.xml.TreeBuilder;
import org.w3c.dom.Element;

/** Puts what was rendered for a device into its domain's tree, and takes it out by its aliases and ids. */
final class FragmentEditor {
    private final Element root;
    private final Containers containers;

    FragmentEditor(Element root, Containers containers) {
        this.root = root;
        this.containers = containers;
    }

    void add(Rendering rendering) {
        addMissing(rendering, Set.of());
    }

    /**
     * Adds what is not there.
     *
     * @param present the aliases and ids of what is, {@link Occupied#overrideOf} of overrides
     */
    void addMissing(Rendering rendering, Set<String> present) {
        for (Object binding : rendering.elements()) {
            Element element = LibvirtFragments.toElement(binding, root.getOwnerDocument());
            if (!present.contains(DeviceParts.aliasOf(element))) {
                Layout.append(containers.devices(), element);
            }
        }
        for (QemuArgument argument : rendering.arguments()) {
            if (!present.contains(QemuArgument.idOf(argument.text()))) {
                addArgument(argument.option());
                addArgument(argument.text());
            }
        }
        for (QemuOverride override : rendering.overrides()) {
            if (!present.contains(Occupied.overrideOf(override.alias()))) {
                Element container = containers.override();
                Layout.append(container, override.toElement(root.getOwnerDocument(), Containers.prefix(container)));
            }
        }
    }

    /** Adds the override of another document's. */
    void addOverride(Element foreign) {
        Element container = containers.override();
        Layout.appendCopy(container, foreign);
    }

    /** Removes an element; an argument with its option. */
    void remove(Element part) {
        if (Elements.is(part, QemuNamespace.URI, "arg")) {
            List<Element> arguments = Containers.argumentsIn(root);
            Layout.remove(arguments.get(arguments.indexOf(part) - 1));
        }
        Layout.remove(part);
    }

    void remove(Set<String> identifiers) {
        for (Element device : Containers.devicesIn(root)) {
            if (identifiers.contains(Elements.childAttribute(device, "alias", "name"))) {
                Layout.remove(device);
            }
        }
        new OptionWords(root, identifiers).remove();
        for (Element override : Containers.overridesIn(root)) {
            if (identifiers.contains(override.getAttribute("alias"))) {
                Layout.remove(override);
            }
        }
    }

    private void addArgument(String value) {
        Element container = containers.commandLine();
        Element argument =
                root.getOwnerDocument().createElementNS(QemuNamespace.URI, Containers.prefix(container) + "arg");
        TreeBuilder.setAttribute(argument, "value", value);
        Layout.append(container, argument);
    }
}
