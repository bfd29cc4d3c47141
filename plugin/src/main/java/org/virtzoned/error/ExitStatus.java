package org.virtzoned.error;

/** The exit statuses of the command line. */
public final class ExitStatus {
    /** What was asked for is done; all checks pass. */
    public static final int DONE = 0;
    /** It was refused or has failed, or a check has failed. */
    public static final int FAILED = 1;
    /** The command line, or a value in it or in a file of devices, is wrong. */
    public static final int USAGE = 2;
    /** A defect of virt-zoned; EX_SOFTWARE of sysexits(3). */
    public static final int DEFECT = 70;

    private ExitStatus() {}
}
