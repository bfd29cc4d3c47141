package org.virtzoned.domainxml;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.virtzoned.device.DeviceName;
import org.virtzoned.device.SourcePath;
import org.virtzoned.device.Wwpn;

/**
 * The identifiers that follow from a domain and a name in it, so that they are the same after every restart, and others
 * in a clone.
 *
 * @param name the domain's name, which stands in for an absent UUID
 * @param uuid the domain's UUID
 */
record DomainIdentity(String name, Optional<UUID> uuid) {
    /** NAA 5 (IEEE registered) with LIO's company id, 00-14-05: rtslib's {@code generate_wwn}. */
    private static final String LIO_COMPANY = "5001405";

    /** NAA 6 (IEEE registered extended) with the same company id: the kernel's {@code spc_gen_naa_6h_vendor_specific}. */
    private static final String LIO_DISK_WWN = "6001405";

    private static final int SERIAL_CHARACTERS = 20;
    private static final int SERIAL_DIGITS = 8;
    private static final int VENDOR_DIGITS_OF_NAA_5 = 9;
    private static final int VENDOR_DIGITS_OF_NAA_6 = 25;

    /** The WWPN of a target: NAA 5, LIO's company id, and 9 hex digits of a hash. */
    Wwpn wwpn(DeviceName target) {
        String digits = HexFormat.of().formatHex(hash("wwpn", target)).substring(0, VENDOR_DIGITS_OF_NAA_5);
        return new Wwpn("naa." + LIO_COMPANY + digits);
    }

    /** The unit serial of an emulated ZBC disk's backstore. */
    UUID unitSerial(DeviceName device) {
        return uuidOf(hash("unit-serial", device));
    }

    /** The UUID of an emulated NVMe namespace. */
    UUID namespaceUuid(DeviceName device) {
        return uuidOf(hash("namespace", device));
    }

    /**
     * A serial number for an NVMe controller whose name is another's: the name and hex digits of a hash, 20 characters at
     * most (NVMe Base Specification, Identify Controller, SN).
     *
     * @param attempt another number gives other digits
     */
    String serial(DeviceName controller, int attempt) {
        String digits = HexFormat.of().formatHex(hash("serial " + attempt, controller));
        String serial = controller.text() + "-" + digits;
        return serial.substring(0, Math.min(SERIAL_CHARACTERS, controller.text().length() + 1 + SERIAL_DIGITS));
    }

    /** The node of a LIO disk, whose WWN holds the first 25 hex digits of its unit serial. */
    static SourcePath lioDisk(UUID unitSerial) {
        return new SourcePath("/dev/disk/by-id/wwn-" + lioDiskWwn(unitSerial));
    }

    static String lioDiskWwn(UUID unitSerial) {
        return "0x" + LIO_DISK_WWN + unitSerial.toString().replace("-", "").substring(0, VENDOR_DIGITS_OF_NAA_6);
    }

    private byte[] hash(String kind, DeviceName device) {
        String domain = uuid.map(UUID::toString).orElse(name);
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", kind, domain, device.text()).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A UUID of a hash: version 8, variant 2 (RFC 9562, section 5.8). */
    private static UUID uuidOf(byte[] hash) {
        ByteBuffer bytes = ByteBuffer.wrap(hash);
        long most = (bytes.getLong() & ~0xF000L) | 0x8000L;
        long least = (bytes.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(most, least);
    }
}
