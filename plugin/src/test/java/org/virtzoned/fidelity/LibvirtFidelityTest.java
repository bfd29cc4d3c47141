package org.virtzoned.fidelity;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
        // Defined twice: libvirt makes up what is absent, MAC addresses and UUIDs among it.
        Optional<String> before = defined(test.domain().toXml()).flatMap(LibvirtFidelityTest::defined);
        Assume.that(before.isPresent());
        Optional<DomainDocument> attached = test.attachedTo(DomainDocument.parse(before.get()));
        Assume.that(attached.isPresent() && !Installed.lacks(attached.get()));

        DomainDocument domain =
                DomainDocument.parse(DRIVER.define(attached.get().toXml()));
        domain.detachAll();

        assertEquals(before.get(), DRIVER.define(domain.toXml()));
    }

    /** The domain as libvirt prints it; empty where libvirt refuses it. */
    private static Optional<String> defined(String document) {
        try {
            return Optional.of(DRIVER.define(document));
        } catch (VirtZonedException e) {
            return Optional.empty();
        }
    }
}
