package org.virtzoned.fidelity;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/** In which bytes a document may come (XML 1.0, appendix F): with a byte-order mark, with a declaration, or plain. */
enum Encoding {
    UTF_8(StandardCharsets.UTF_8, "", ""),
    UTF_8_DECLARED(StandardCharsets.UTF_8, "", "UTF-8"),
    UTF_8_MARKED(StandardCharsets.UTF_8, "\uFEFF", ""),
    UTF_8_MARKED_AND_DECLARED(StandardCharsets.UTF_8, "\uFEFF", "utf-8"),
    UTF_16_BE(StandardCharsets.UTF_16BE, "\uFEFF", ""),
    UTF_16_BE_DECLARED(StandardCharsets.UTF_16BE, "\uFEFF", "UTF-16"),
    UTF_16_LE(StandardCharsets.UTF_16LE, "\uFEFF", ""),
    UTF_16_LE_DECLARED(StandardCharsets.UTF_16LE, "\uFEFF", "UTF-16"),
    LATIN_1(StandardCharsets.ISO_8859_1, "", "ISO-8859-1");

    private final Charset charset;
    private final String mark;
    private final String declared;

    Encoding(Charset charset, String mark, String declared) {
        this.charset = charset;
        this.mark = mark;
        this.declared = declared;
    }

    /** What says which characters can stand in a document as they are. */
    CharsetEncoder encoder() {
        return charset.newEncoder();
    }

    /** The document's bytes, with its declaration before it. */
    byte[] bytes(String document, char quote) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(mark.getBytes(charset));
        if (!declared.isEmpty()) {
            String declaration = "<?xml version='1.0' encoding='" + declared + "'?>";
            bytes.writeBytes(declaration.replace('\'', quote).getBytes(charset));
        }
        bytes.writeBytes(document.getBytes(charset));
        return bytes.toByteArray();
    }
}
