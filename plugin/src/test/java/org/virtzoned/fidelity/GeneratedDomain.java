package org.virtzoned.fidelity;

import java.util.UUID;
import org.virtzoned.conformance.DomainSchema;
import org.virtzoned.relaxng.Choices;
import org.virtzoned.relaxng.Growth;
import org.virtzoned.relaxng.Schema;
import org.virtzoned.xml.Elements;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Domains that are valid by libvirt's schema, most of them of QEMU's on a machine with a PCI bus. */
final class GeneratedDomain {
    static final Schema SCHEMA = Schema.read(DomainSchema.file());

    private static final int DEPTH_OF_TOP_LEVEL = 1;
    private static final int DEPTH_OF_DEVICES = 2;
    private static final int DEEPEST = 7;

    private GeneratedDomain() {}

    /** A large domain, or a small one. */
    static Document of(Choices choices) {
        int density = choices.of(10, 40, 70);
        return of(density, choices);
    }

    /**
     * A domain.
     *
     * @param density how many per cent of what may be left out at its top level are there
     */
    static Document of(int density, Choices choices) {
        Document document = SCHEMA.generate(growth(density), choices);
        makeQemus(document.getDocumentElement(), choices);
        return document;
    }

    private static Growth growth(int density) {
        return (least, many, parent, depth, choices) -> {
            if (depth > DEEPEST) {
                return least;
            }
            if (many && depth == DEPTH_OF_DEVICES && parent.equals("devices")) {
                return least + choices.nextInt(1 + density / 6);
            }
            int percent = depth <= DEPTH_OF_DEVICES ? density : Math.min(density, 40);
            int count = least;
            while (count < (many ? 3 : 1) && choices.chance(depth == DEPTH_OF_TOP_LEVEL ? percent + 10 : percent)) {
                count++;
            }
            return count;
        };
    }

    private static void makeQemus(Element domain, Choices choices) {
        if (!choices.chance(5)) {
            domain.setAttributeNS(null, "type", choices.of("kvm", "qemu"));
        }
        if (!choices.chance(10)) {
            Elements.child(domain, "os")
                    .flatMap(os -> Elements.child(os, "type"))
                    .filter(type -> type.getTextContent().equals("hvm"))
                    .ifPresent(type -> setMachine(type, choices));
        }
        if (Elements.child(domain, "uuid").isEmpty() && !choices.chance(10)) {
            Element uuid = domain.getOwnerDocument().createElementNS(null, "uuid");
            uuid.setTextContent(new UUID(choices.nextLong(), choices.nextLong()).toString());
            domain.appendChild(uuid);
        }
    }

    private static void setMachine(Element type, Choices choices) {
        String[] machine = choices.of(
                        "x86_64 q35",
                        "x86_64 pc",
                        "x86_64 pc-q35-7.2",
                        "x86_64 pc-i440fx-8.0",
                        "aarch64 virt",
                        "ppc64le pseries-8.2",
                        "x86_64 ")
                .split(" ", 2);
        type.setAttributeNS(null, "arch", machine[0]);
        type.setAttributeNS(null, "machine", machine[1]);
        if (machine[1].isEmpty()) {
            type.removeAttribute("machine");
        }
    }
}
