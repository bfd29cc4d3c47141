package org.virtzoned.linux;

import com.sun.jna.Native;
import java.nio.file.Path;

/** Block devices opened exclusively: what file systems, md, LIO and others do that want one for themselves. */
public final class ExclusiveOpening {
    /**
     * open(2): for reading, without waiting for a medium; O_EXCL without O_CREAT fails with EBUSY where somebody has the
     * device. asm-generic/fcntl.h, which x86, Arm and RISC-V share.
     */
    private static final int FLAGS = 0200 | 04000 | 02000000;

    /** EBUSY, asm-generic/errno-base.h. */
    private static final int BUSY = 16;

    private ExclusiveOpening() {}

    /** Whether somebody has a device for themselves; false also where this user may not open it. */
    public static boolean isRefused(Path node) {
        int descriptor = LibC.Loaded.LIBRARY.open(node.toString(), FLAGS);
        if (descriptor < 0) {
            return Native.getLastError() == BUSY;
        }
        LibC.Loaded.LIBRARY.close(descriptor);
        return false;
    }
}
