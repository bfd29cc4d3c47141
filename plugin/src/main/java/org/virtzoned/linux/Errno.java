package org.virtzoned.linux;

import com.sun.jna.Native;

/**
 * Why a system call failed.
 *
 * @param number of asm-generic/errno-base.h
 */
record Errno(int number) {
    private static final int EPERM = 1;
    private static final int ENOENT = 2;
    private static final int ENXIO = 6;
    private static final int EACCES = 13;
    private static final int ENODEV = 19;
    private static final int EINVAL = 22;
    private static final int ENOTTY = 25;

    /** Of the call that this thread has just made. */
    static Errno last() {
        return new Errno(Native.getLastError());
    }

    boolean isPermission() {
        return number == EPERM || number == EACCES;
    }

    /** The device is not there, or not any more. */
    boolean isGone() {
        return number == ENOENT || number == ENXIO || number == ENODEV;
    }

    /** The device does not know what it was asked. */
    boolean isUnknownRequest() {
        return number == ENOTTY || number == EINVAL;
    }

    /** As a reason within a sentence: the C library's words, with a small first letter. */
    String words() {
        String words = LibC.Loaded.LIBRARY.strerror(number);
        boolean capitalized = words.length() > 1 && Character.isLowerCase(words.charAt(1));
        return capitalized ? Character.toLowerCase(words.charAt(0)) + words.substring(1) : words;
    }
}
