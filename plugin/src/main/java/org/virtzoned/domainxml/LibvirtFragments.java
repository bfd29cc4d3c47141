package org.virtzoned.domainxml;

import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;
import org.virtzoned.xml.TreeBuilder;
import org.w3c.dom.Document;
import org.w3c.dom.DocumentFragment;
import org.w3c.dom.Element;

/** Makes tree elements of our binding classes for libvirt's device elements. */
final class LibvirtFragments {
    /** Made when first needed: it takes a good part of a short command's time. */
    private static final class Context {
        static final JAXBContext INSTANCE = create();

        private static JAXBContext create() {
            try {
                return JAXBContext.newInstance(ControllerElement.class, DiskElement.class, HostdevElement.class);
            } catch (JAXBException e) {
                throw new IllegalStateException("the binding classes are wrong", e);
            }
        }
    }

    private LibvirtFragments() {}

    static Element toElement(Object binding, Document document) {
        DocumentFragment fragment = document.createDocumentFragment();
        try {
            Context.INSTANCE.createMarshaller().marshal(binding, new TreeBuilder(document, fragment));
        } catch (JAXBException e) {
            throw new IllegalStateException("a binding object cannot be written", e);
        }
        Element element = (Element) fragment.getFirstChild();
        fragment.removeChild(element);
        return element;
    }
}
