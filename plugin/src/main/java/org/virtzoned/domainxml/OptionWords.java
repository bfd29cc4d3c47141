package org.virtzoned.domainxml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.virtzoned.xml.Layout;
import org.w3c.dom.Element;

/**
 * The options before the values of our arguments, and their order: libvirt hands all words to QEMU as they stand, and an
 * edit that removes or moves one of them keeps the guest from starting.
 */
final class OptionWords {
    private static final Set<String> OPTIONS = Set.of("-device", "-blockdev");

    private final Element root;
    private final Set<String> ours;

    /** @param ours the ids of our arguments */
    OptionWords(Element root, Set<String> ours) {
        this.root = root;
        this.ours = ours;
    }

    /** What is wrong, for people, by the id of the argument that it concerns. */
    Map<String, String> faults() {
        Map<String, String> faults = new LinkedHashMap<>();
        List<Element> arguments = Containers.argumentsIn(root);
        for (int i = 0; i < arguments.size(); i++) {
            String id = id(arguments, i);
            if (isOurs(id) && !hasOption(arguments, i)) {
                faults.put(id, "the argument '" + id + "' has no option '" + option(arguments, i) + "' before it");
            } else if (isOurs(id) && !missesBus(arguments, i).isEmpty()) {
                faults.put(id, "the argument '" + id + "' is before '" + missesBus(arguments, i) + "', which it is on");
            }
            if (isLeft(arguments, i)) {
                String neighbour = isOurs(id(arguments, i - 1)) ? id(arguments, i - 1) : id(arguments, i + 2);
                faults.putIfAbsent(
                        neighbour,
                        "an option '" + text(arguments, i) + "' beside the argument '" + neighbour + "' has no value");
            }
        }
        return faults;
    }

    /** Removes options without a value, values without an option, and what is before the device that it is on. */
    void removeFaulty() {
        List<Element> arguments = Containers.argumentsIn(root);
        List<Element> going = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            boolean ours = isOurs(id(arguments, i));
            if (isLeft(arguments, i) || (ours && !hasOption(arguments, i))) {
                going.add(arguments.get(i));
            } else if (ours && !missesBus(arguments, i).isEmpty()) {
                going.add(arguments.get(i - 1));
                going.add(arguments.get(i));
            }
        }
        going.forEach(Layout::remove);
    }

    /** Removes our arguments with their options, and options beside them that have lost their values. */
    void remove() {
        List<Element> arguments = Containers.argumentsIn(root);
        List<Element> going = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            boolean optionOfOurs = i + 1 < arguments.size()
                    && OPTIONS.contains(text(arguments, i).replaceFirst("^--", "-"))
                    && isOurs(id(arguments, i + 1));
            if (optionOfOurs || isOurs(id(arguments, i)) || isLeft(arguments, i)) {
                going.add(arguments.get(i));
            }
        }
        going.forEach(Layout::remove);
    }

    /** An option without a value that was beside an argument of ours: another's is not for us to judge. */
    private boolean isLeft(List<Element> arguments, int i) {
        boolean valueless = OPTIONS.contains(text(arguments, i))
                && (i + 1 == arguments.size() || text(arguments, i + 1).startsWith("-"));
        return valueless && (isOurs(id(arguments, i - 1)) || isOurs(id(arguments, i + 2)));
    }

    private boolean hasOption(List<Element> arguments, int i) {
        return text(arguments, i - 1).replaceFirst("^--", "-").equals(option(arguments, i));
    }

    private static String option(List<Element> arguments, int i) {
        ArgumentProperties properties = ArgumentProperties.of(text(arguments, i));
        return properties.values().containsKey("id") ? "-device" : "-blockdev";
    }

    /** The id of our argument that this one is on and that only comes later; empty for none. */
    private String missesBus(List<Element> arguments, int i) {
        String bus = ArgumentProperties.of(text(arguments, i)).text("bus");
        if (!isOurs(bus)) {
            return "";
        }
        boolean later = false;
        for (int j = 0; j < arguments.size(); j++) {
            if (id(arguments, j).equals(bus)) {
                if (j < i) {
                    return "";
                }
                later = true;
            }
        }
        return later ? bus : "";
    }

    private boolean isOurs(String id) {
        return ours.contains(id);
    }

    private static String id(List<Element> arguments, int i) {
        return QemuArgument.idOf(text(arguments, i));
    }

    private static String text(List<Element> arguments, int i) {
        return i < 0 || i >= arguments.size() ? "" : arguments.get(i).getAttribute("value");
    }
}
