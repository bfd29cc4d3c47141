package org.virtzoned.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of the errors of system calls; their numbers are those of asm-generic/errno-base.h. */
class DeviceExceptionTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1  |                           | operation not permitted         | Run it as root.
                    13 |                           | permission denied               | Run it as root.
                    2  |                           | the device is gone              | Is it plugged in?
                    19 | (after zone 8191 of 9000) | the device is gone              | Is it plugged in?
                    6  |                           | the device is gone              | Is it plugged in?
                    5  |                           | input/output error              | 'dmesg' has what the kernel found.
                    5  | (after zone 8191 of 9000) | input/output error              | 'dmesg' has what the kernel found.
                    25 |                           | inappropriate ioctl for device  | 'lsblk -z' shows which disks of this host are zoned.
                    22 |                           | invalid argument                | 'lsblk -z' shows which disks of this host are zoned.
                    22 | (after zone 8191 of 9000) | invalid argument                | 'dmesg' has what the kernel found.
                    """, quoteCharacter = '"')
    void saysWhyAndWhatToDo(int errno, String where, String reason, String remedy) {
        String place = where == null ? "" : " " + where;
        DeviceException refusal = DeviceException.of("read the zones of", "/dev/sdf", new Errno(errno), place);

        assertEquals("Cannot read the zones of /dev/sdf: " + reason + place + ".", refusal.getMessage());
        assertEquals(remedy, refusal.remedy().orElseThrow());
    }
}
