package org.virtzoned.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.FileFailure;
import org.virtzoned.error.VirtZonedException;

/** What is read of standard input and of files that users name: not more than memory is sure to hold. */
final class InputText {
    /** libvirt takes documents of a quarter of it (VIR_NET_MESSAGE_STRING_MAX). */
    static final int MAX_BYTES = 16 << 20;

    private InputText() {}

    /**
     * All bytes of a stream.
     *
     * @param name what it is, for people
     */
    static byte[] read(InputStream in, String name) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw unreadable(name, "it has more than " + (MAX_BYTES >> 20) + " MiB", null);
        }
        return bytes;
    }

    /** Text in UTF-8; bytes that are not are refused, not replaced. */
    static String decode(byte[] bytes, String name) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw unreadable(name, e);
        }
    }

    /** @param failure of reading, or of a name that none can have */
    static VirtZonedException unreadable(String name, Exception failure) {
        return unreadable(name, FileFailure.reason(failure), failure);
    }

    private static VirtZonedException unreadable(String name, String reason, Exception cause) {
        return new VirtZonedException(ErrorCode.HOST, "Cannot read " + name + ": " + reason + ".", null, cause);
    }
}
