package org.virtzoned.linux;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;

/** The functions of the C library that are called here. A failure throws {@link com.sun.jna.LastErrorException}. */
interface LibC extends Library {
    /** Loaded when it is first needed: a command that asks the kernel nothing does without. */
    final class Loaded {
        static final LibC LIBRARY = Native.load("c", LibC.class);

        private Loaded() {}
    }

    /** isatty(3): 1 where the descriptor is a terminal, else 0. */
    int isatty(int descriptor);

    /** ioctl(2) with a pointer. */
    int ioctl(int descriptor, NativeLong request, Memory argument);
}
