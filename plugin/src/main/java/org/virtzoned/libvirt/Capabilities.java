package org.virtzoned.libvirt;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.virtzoned.xml.Elements;
import org.virtzoned.xml.XmlReader;
import org.w3c.dom.Element;

/**
 * What a connection's host can do, as far as it matters here: whether its guests can have KVM, whose their processes
 * are, what confines them.
 */
public final class Capabilities {
    private final Element root;

    Capabilities(String xml) {
        this.root = XmlReader.read(xml).getDocumentElement();
    }

    /** Whether libvirt offers KVM for x86_64 guests. */
    public boolean hasKvm() {
        return domainTypes().contains("kvm");
    }

    /** The types of x86_64 guests that libvirt offers: {@code qemu}, {@code kvm}, {@code hvf}. */
    public Set<String> domainTypes() {
        return Elements.children(root, "guest").stream()
                .flatMap(guest -> Elements.children(guest, "arch").stream())
                .filter(arch -> arch.getAttribute("name").equals("x86_64"))
                .flatMap(arch -> Elements.children(arch, "domain").stream())
                .map(domain -> domain.getAttribute("type"))
                .collect(Collectors.toSet());
    }

    /**
     * The user and group of the processes of guests of a type, where libvirt gives them ones of their own.
     *
     * @return in the form of libvirt's DAC labels: {@code +64055:+64055}
     */
    public Optional<String> owner(String domainType) {
        return securityModel("dac")
                .flatMap(model -> Elements.children(model, "baselabel").stream()
                        .filter(label -> label.getAttribute("type").equals(domainType))
                        .findFirst())
                .map(label -> label.getTextContent().strip());
    }

    /** Whether AppArmor confines guests. */
    public boolean hasAppArmor() {
        return securityModel("apparmor").isPresent();
    }

    /** Whether SELinux confines guests. */
    public boolean hasSeLinux() {
        return securityModel("selinux").isPresent();
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
}
