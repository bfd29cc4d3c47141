package org.virtzoned.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.virtzoned.conformance.CanonicalXml;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.domainxml.Platform;

/** Domain documents: what is attached to one and detached again leaves it as it came. */
public final class DocumentTarget {
    private DocumentTarget() {}

    /** The first input would take all the time in which classes are loaded. */
    public static void fuzzerInitialize() {
        Domains.warmUp();
    }

    public static void fuzzerTestOneInput(byte[] input) {
        Domains.attempt(() -> DomainDocument.parse(input)).ifPresent(document -> check(document, input));
    }

    private static void check(DomainDocument document, byte[] xml) {
        String written = document.toXml();
        Domains.requireEqual(canonical(xml), canonical(written.getBytes(StandardCharsets.UTF_8)));
        Domains.ask(document);
        Domains.requireEqual(written, document.toXml());
        Platform platform = Domains.platform(xml);
        if (Domains.hasOurs(written)) {
            Domains.attempt(document::devices).ifPresent(devices -> Domains.detachAll(xml));
            Domains.change(xml, domain -> domain.attach(Domains.DEVICES, platform));
        } else {
            Domains.attempt(() -> document.attach(Domains.DEVICES, platform))
                    .ifPresent(attachments -> checkAttached(document.toXml(), written, platform));
        }
    }

    private static void checkAttached(String attached, String before, Platform platform) {
        DomainDocument domain = DomainDocument.parse(attached);
        Domains.requireEqual(Domains.DEVICES.size(), domain.devices().size());
        domain.attach(Domains.DEVICES, platform);
        Domains.requireEqual(attached, domain.toXml());
        domain.detachAll();
        Domains.requireEqual(before, domain.toXml());
    }

    /** Empty where a namespace's URI is relative: Canonical XML has no form for it. */
    private static Optional<String> canonical(byte[] xml) {
        try {
            return Optional.of(CanonicalXml.of(xml));
        } catch (AssertionError e) {
            return Optional.empty();
        }
    }
}
