package org.virtzoned.libvirt;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.virtzoned.xml.Elements;
import org.virtzoned.xml.XmlReader;
import org.w3c.dom.Element;

/**
 * What a connection's host can do, as far as it matters here: whether its guests can have KVM, whose their processes
 * are, what confines them.
 */
public final class Capabilities {
    private static final Pattern OWNER = Pattern.compile("\\+?([0-9]+):\\+?([0-9]+)");

    private final Element root;

    Capabilities(String xml) {
        this.root = XmlReader.read(xml).getDocumentElement();
    }

    /** Whether libvirt offers KVM for x86_64 guests. */
    public boolean hasKvm() {
        return Elements.children(root, "guest").stream()
                .flatMap(guest -> Elements.children(guest, "arch").stream())
                .filter(arch -> arch.getAttribute("name").equals("x86_64"))
                .flatMap(arch -> Elements.children(arch, "domain").stream())
                .anyMatch(domain -> domain.getAttribute("type").equals("kvm"));
    }

    /** The user and group of the processes of guests of a type, where libvirt gives them ones of their own. */
    public Optional<Owner> owner(String domainType) {
        return securityModel("dac")
                .flatMap(model -> Elements.children(model, "baselabel").stream()
                        .filter(label -> label.getAttribute("type").equals(domainType))
                        .findFirst())
                .flatMap(label -> Owner.parse(label.getTextContent().strip()));
    }

    /** Whether AppArmor confines guests. */
    public boolean hasAppArmor() {
        return securityModel("apparmor").isPresent();
    }

    private Optional<Element> securityModel(String name) {
        return Elements.child(root, "host").stream()
                .flatMap(host -> Elements.children(host, "secmodel").stream())
                .filter(model -> Elements.child(model, "model")
                        .map(Element::getTextContent)
                        .filter(name::equals)
                        .isPresent())
                .findFirst();
    }

    /** A user and a group, by number. */
    public record Owner(int uid, int gid) {
        private static Optional<Owner> parse(String label) {
            Matcher matcher = OWNER.matcher(label);
            return matcher.matches()
                    ? Optional.of(new Owner(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                    : Optional.empty();
        }
    }
}
