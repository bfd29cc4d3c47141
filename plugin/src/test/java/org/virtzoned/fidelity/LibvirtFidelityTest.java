package org.virtzoned.fidelity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.virtzoned.conformance.TestDriver;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.error.VirtZonedException;

/** Domains that libvirt defines, with devices: it defines those, too, and adds nothing that would stay. */
class LibvirtFidelityTest {
    private static final int TRIES = 300;

    private static final TestDriver DRIVER = new TestDriver();

    @Provide
    Arbitrary<FidelityCase> grafted() {
        return Cases.of(GraftedDomain::of);
    }

    @Property(tries = TRIES)
    void libvirtKeepsNothingOfDevicesThatHaveGone(@ForAll("grafted") FidelityCase test) {
        // As libvirt prints it, so that nothing is left to make up: a MAC address, a UUID.
        Optional<String> before = defined(test.domain().toXml());
        Assume.that(before.isPresent() && before.equals(defined(before.get())));
        Optional<DomainDocument> attached = test.attachedTo(DomainDocument.parse(before.get()));
        Assume.that(attached.isPresent() && !Installed.lacks(attached.get()));

        String after = DRIVER.define(attached.get().toXml());
        for (String name : test.names()) {
            DomainDocument domain = DomainDocument.parse(after);
            domain.detach(List.of(name));
            after = DRIVER.define(domain.toXml());
        }

        assertEquals(before.get(), after);
    }

    /**
     * The domain as libvirt prints it; empty where libvirt refuses it, or prints what is no XML (9.0: the name of a {@code
     * fwcfg} entry is not escaped).
     */
    private static Optional<String> defined(String document) {
        try {
            String printed = DRIVER.define(document);
            DomainDocument.parse(printed);
            return Optional.of(printed);
        } catch (VirtZonedException e) {
            return Optional.empty();
        }
    }
}
