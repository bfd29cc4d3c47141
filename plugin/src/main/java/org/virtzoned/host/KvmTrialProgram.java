package org.virtzoned.host;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A firmware for QEMU's PC that turns on paging and the 64-bit mode, as each kernel does first, and then has the machine
 * reset.
 *
 * <p>Real mode alone would prove little: there are KVMs, of hosts that are emulated themselves, that get through it, and
 * stay in the first steps of a kernel for ever.
 */
final class KvmTrialProgram {
    /** What QEMU takes as the least for a firmware; its end is the end of the first MiB, and of the first 4 GiB. */
    private static final int SIZE_BYTES = 64 << 10;

    private static final int RESET_VECTOR = SIZE_BYTES - 16;
    private static final byte HLT = (byte) 0xf4;

    /** In AT&T's notation; it runs at f000:0000, with the memory all zero. */
    private static final String CODE = """
            fa                    cli
            31 c0                 xor %ax,%ax
            8e d8                 mov %ax,%ds
            66 c7 06 00 10 03 20 00 00   movl $0x2003,0x1000      # page tables: the first 2 MiB, where they are
            66 c7 06 00 20 03 30 00 00   movl $0x3003,0x2000
            66 c7 06 00 30 83 00 00 00   movl $0x83,0x3000
            2e 66 0f 01 16 78 00  lgdtl %cs:gdtr
            66 b8 20 00 00 00     mov $0x20,%eax                  # PAE
            0f 22 e0              mov %eax,%cr4
            66 b8 00 10 00 00     mov $0x1000,%eax
            0f 22 d8              mov %eax,%cr3
            66 b9 80 00 00 c0     mov $0xc0000080,%ecx            # EFER
            0f 32                 rdmsr
            66 0d 00 01 00 00     or $0x100,%eax                  # LME
            0f 30                 wrmsr
            66 b8 11 00 00 80     mov $0x80000011,%eax            # PG, ET, PE
            0f 22 c0              mov %eax,%cr0
            66 ea 5a 00 0f 00 08 00   ljmpl $8,$0xf005a
            b0 fe                 mov $0xfe,%al                   # 64-bit from here on
            e6 64                 out %al,$0x64                   # the keyboard controller resets the machine
            f4                    hlt
            eb fd                 jmp .-1
            00 00 00 00 00 00 00
            00 00 00 00 00 00 00 00   # gdt: none,
            ff ff 00 00 00 9a af 00   # and code of 64 bits
            0f 00 68 00 0f 00     # gdtr: 16 bytes at f0068
            """;

    private static final String JUMP_TO_CODE = "ea 00 00 00 f0     ljmp $0xf000,$0";

    private KvmTrialProgram() {}

    static byte[] firmware() {
        byte[] firmware = new byte[SIZE_BYTES];
        Arrays.fill(firmware, HLT);
        put(firmware, 0, CODE);
        put(firmware, RESET_VECTOR, JUMP_TO_CODE);
        return firmware;
    }

    /** Bytes stand in front of the instruction that they are. */
    private static void put(byte[] firmware, int offset, String listing) {
        int end = offset;
        for (String line : listing.lines().toList()) {
            String bytes = line.replaceFirst("^((?:[0-9a-f]{2} )*[0-9a-f]{2})(?: .*)?$", "$1");
            for (byte value : HexFormat.ofDelimiter(" ").parseHex(bytes)) {
                firmware[end++] = value;
            }
        }
    }
}
