package org.virtzoned.device;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The emulated NVMe controller that a namespace is on.
 *
 * @param name {@code controller=}, else the namespace's own; several namespaces may name one controller
 * @param serial its serial number, 1 to 20 printable ASCII characters (NVM Express Base Specification, Identify
 *     Controller, bytes 23:04); absent until it is derived from the name
 * @param maxTransferBytes the largest data transfer: a power of two of 4 KiB pages (Identify Controller, MDTS); absent
 *     for QEMU's default, 512 KiB
 * @param appendLimitBytes the largest Zone Append: a power of two of 4 KiB pages, at most {@code maxTransferBytes}
 *     (Zoned Namespace Command Set Specification, ZASL); absent for the largest data transfer
 * @param autoTransition whether the controller may close implicitly opened zones to open others
 */
public record NvmeController(
        DeviceName name,
        Optional<String> serial,
        OptionalLong maxTransferBytes,
        OptionalLong appendLimitBytes,
        boolean autoTransition) {
    private static final Pattern SERIAL = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]{0,18}[\\x21-\\x7e])?");
    /** CAP.MPSMIN of QEMU's controller, which MDTS and ZASL count in. */
    private static final long PAGE_BYTES = 4096;

    private static final long DEFAULT_MAX_TRANSFER_BYTES = PAGE_BYTES << 7;
    /** MDTS is a byte; 2^19 pages are 2 GiB, more than any request can hold. */
    private static final int MAX_EXPONENT = 19;

    public NvmeController {
        serial.filter(text -> !SERIAL.matcher(text).matches()).ifPresent(text -> {
            throw InvalidDeviceException.value("serial", text, "1 to 20 printable ASCII characters");
        });
        maxTransferBytes.ifPresent(bytes -> requirePagesPowerOfTwo("max-transfer", bytes));
        appendLimitBytes.ifPresent(bytes -> requirePagesPowerOfTwo("append-limit", bytes));
        long largest = maxTransferBytes.orElse(DEFAULT_MAX_TRANSFER_BYTES);
        if (appendLimitBytes.isPresent() && appendLimitBytes.getAsLong() > largest) {
            throw InvalidDeviceException.value(
                    "append-limit",
                    new ByteSize(appendLimitBytes.getAsLong()),
                    "at most max-transfer, " + new ByteSize(largest));
        }
    }

    /** MDTS: the exponent of the number of 4 KiB pages. */
    public Optional<Integer> maxTransferExponent() {
        return exponent(maxTransferBytes);
    }

    /** ZASL: the exponent of the number of 4 KiB pages. */
    public Optional<Integer> appendLimitExponent() {
        return exponent(appendLimitBytes);
    }

    private static Optional<Integer> exponent(OptionalLong bytes) {
        return bytes.isEmpty()
                ? Optional.empty()
                : Optional.of(Long.numberOfTrailingZeros(bytes.getAsLong() / PAGE_BYTES));
    }

    /** An exponent of 0 would mean "no limit" (MDTS) or "as MDTS" (ZASL): one page cannot be said. */
    private static void requirePagesPowerOfTwo(String property, long bytes) {
        if (Long.bitCount(bytes) != 1 || bytes <= PAGE_BYTES || bytes > PAGE_BYTES << MAX_EXPONENT) {
            throw InvalidDeviceException.value(
                    property,
                    new ByteSize(bytes),
                    "a power of two from 8K to " + new ByteSize(PAGE_BYTES << MAX_EXPONENT));
        }
    }
}
