package org.virtzoned.conformance;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.xml.crypto.OctetStreamData;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.TransformException;
import javax.xml.crypto.dsig.TransformService;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;

/** Canonical XML 1.0 with comments, by the JDK: all that is left of a document but how it was spelled. */
public final class CanonicalXml {
    private CanonicalXml() {}

    public static String of(String document) {
        return of(document.getBytes(StandardCharsets.UTF_8));
    }

    /** The same of a document that is read as its bytes say. */
    public static String of(byte[] document) {
        try {
            TransformService service =
                    TransformService.getInstance(CanonicalizationMethod.INCLUSIVE_WITH_COMMENTS, "DOM");
            service.init((TransformParameterSpec) null);
            OctetStreamData canonical =
                    (OctetStreamData) service.transform(new OctetStreamData(new ByteArrayInputStream(document)), null);
            return new String(canonical.getOctetStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | TransformException | IOException e) {
            throw new AssertionError("not to be made canonical: " + new String(document, StandardCharsets.UTF_8), e);
        }
    }
}
