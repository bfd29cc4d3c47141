package org.virtzoned.linux;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import java.util.OptionalInt;

/** A standard stream of this process, of which the kernel knows whether it is a terminal. */
public enum StandardStream {
    OUTPUT(1),
    ERROR(2);

    /** TIOCGWINSZ, asm-generic/ioctls.h. */
    private static final long GET_WINDOW_SIZE = 0x5413;

    /** struct winsize, asm-generic/termios.h: rows, columns, and two unused, of two bytes each. */
    private static final int WINDOW_SIZE_BYTES = 8;

    private static final int COLUMNS_OFFSET = 2;

    private final int descriptor;

    StandardStream(int descriptor) {
        this.descriptor = descriptor;
    }

    /** Whether somebody looks at it: it is no file and no pipe. */
    public boolean isTerminal() {
        return LibC.Loaded.LIBRARY.isatty(descriptor) == 1;
    }

    /** The width of the terminal in characters; empty where it is none, or has no size (a serial line). */
    public OptionalInt columns() {
        try (Memory size = new Memory(WINDOW_SIZE_BYTES)) {
            size.clear();
            boolean said = LibC.Loaded.LIBRARY.ioctl(descriptor, new NativeLong(GET_WINDOW_SIZE), size) == 0;
            int columns = Short.toUnsignedInt(size.getShort(COLUMNS_OFFSET));
            return said && columns > 0 ? OptionalInt.of(columns) : OptionalInt.empty();
        }
    }
}
