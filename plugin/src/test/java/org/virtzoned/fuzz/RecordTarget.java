package org.virtzoned.fuzz;

import java.nio.charset.StandardCharsets;
import org.virtzoned.domainxml.DomainDocument;

/** Content of {@code <metadata>}, in a domain that has the elements and arguments of devices of all ways. */
public final class RecordTarget {
    private static final String BEGIN = "<metadata>";
    private static final String END = "</metadata>";

    private RecordTarget() {}

    /** The first input would take all the time in which classes are loaded. */
    public static void fuzzerInitialize() {
        Domains.warmUp();
    }

    public static void fuzzerTestOneInput(byte[] input) {
        String domain = Domains.WITH_ALL_WAYS;
        byte[] xml = (domain.substring(0, domain.indexOf(BEGIN) + BEGIN.length())
                        + new String(input, StandardCharsets.UTF_8)
                        + domain.substring(domain.indexOf(END)))
                .getBytes(StandardCharsets.UTF_8);
        Domains.attempt(() -> DomainDocument.parse(xml)).ifPresent(document -> check(document, xml));
    }

    private static void check(DomainDocument document, byte[] xml) {
        Domains.ask(document);
        Domains.attempt(document::devices).ifPresent(devices -> {
            Domains.detachAll(xml);
            Domains.change(xml, domain -> {
                domain.rebind(Domains.platform(xml));
                domain.toNativeNvme(Domains.NEWEST);
                domain.attach(Domains.DEVICES, Domains.platform(xml));
            });
        });
    }
}
