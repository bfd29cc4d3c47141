package org.virtzoned.fidelity;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import org.virtzoned.relaxng.Choices;

/**
 * The prefixes that are bound where an element stands, with those that it binds itself: again or anew, as its default or
 * not.
 *
 * @param bound namespaces by their prefixes; the default one has the prefix of no letters
 * @param own those of them that the element declares
 * @param used those that the element or an attribute of it has
 */
record NamespaceScope(Map<String, String> bound, Map<String, String> own, Map<String, String> used) {
    private static final String QEMU = "http://libvirt.org/schemas/domain/qemu/1.0";

    static NamespaceScope ofDocument() {
        return new NamespaceScope(Map.of(), Map.of(), Map.of());
    }

    NamespaceScope ofChild() {
        return new NamespaceScope(new LinkedHashMap<>(bound), new LinkedHashMap<>(), new HashMap<>());
    }

    /** Binds what a domain's root may: libvirt's namespace for QEMU by one prefix or two, or its usual prefix to another. */
    void bindSome(Choices choices) {
        switch (choices.nextInt(6)) {
            case 1 -> bind("qemu", QEMU);
            case 2 -> bind("q", QEMU);
            case 3 -> {
                bind("q", QEMU);
                bind("qemu", QEMU);
            }
            case 4 -> bind("qemu", "urn:another");
            case 5 -> bind("zoned", "urn:another");
            default -> {
                // Each element binds its own.
            }
        }
    }

    /** The prefix, with its colon, of an element of a namespace. */
    String elementPrefix(String namespace, Choices choices) {
        if (namespace == null) {
            if (!bound.getOrDefault("", "").isEmpty()) {
                bind("", "");
            }
            used.put("", "");
            return "";
        }
        return prefix(namespace, choices, "", "q", "qemu", "ns0");
    }

    /** The same of an attribute, for which the default namespace does not count. */
    String attributePrefix(String namespace, Choices choices) {
        return namespace == null ? "" : prefix(namespace, choices, "at", "q", "b");
    }

    private String prefix(String namespace, Choices choices, String... candidates) {
        if (namespace.equals(XMLConstants.XML_NS_URI)) {
            return XMLConstants.XML_NS_PREFIX + ":";
        }
        Optional<String> known = bound.entrySet().stream()
                .filter(entry -> entry.getValue().equals(namespace)
                        && List.of(candidates).contains(entry.getKey()))
                .map(Map.Entry::getKey)
                .findFirst();
        String chosen = known.isPresent() && !choices.chance(20)
                ? known.get()
                : free(namespace, choices.nextInt(candidates.length), candidates);
        bind(chosen, namespace);
        used.put(chosen, namespace);
        return chosen.isEmpty() ? "" : chosen + ":";
    }

    /** One that is not in use for another namespace on the element itself. */
    private String free(String namespace, int first, String... candidates) {
        for (int i = 0; i < candidates.length; i++) {
            String candidate = candidates[(first + i) % candidates.length];
            if (used.getOrDefault(candidate, own.getOrDefault(candidate, namespace))
                    .equals(namespace)) {
                return candidate;
            }
        }
        return "more" + used.size();
    }

    private void bind(String prefix, String namespace) {
        if (!namespace.equals(bound.put(prefix, namespace))) {
            own.put(prefix, namespace);
        }
    }
}
