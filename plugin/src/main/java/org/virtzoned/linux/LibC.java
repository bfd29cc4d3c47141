package org.virtzoned.linux;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;

/** The functions of the C library that are called here. After a failure {@link Native#getLastError} is its errno. */
interface LibC extends Library {
    /** Loaded when it is first needed: a command that asks the kernel nothing does without. */
    final class Loaded {
        static final LibC LIBRARY = Native.load("c", LibC.class);

        private Loaded() {}
    }

    /** isatty(3): 1 where the descriptor is a terminal, else 0. */
    int isatty(int descriptor);

    /** ioctl(2) with a pointer: -1 where it failed. */
    int ioctl(int descriptor, NativeLong request, Memory argument);

    /** open(2): a descriptor, or -1 where it failed. */
    int open(String path, int flags);

    /** close(2): -1 where it failed. */
    int close(int descriptor);

    /** strerror(3): the words for an errno. */
    String strerror(int errno);
}
