package org.virtzoned.device;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The World Wide Port Name of a vhost-scsi target, as libvirt and LIO write it.
 *
 * @param text {@code naa.} and 16 lower-case hex digits (libvirt's schema: {@code naa\.[0-9a-fA-F]{16}}; the kernel
 *     names its configfs folder by the lower-case form)
 */
public record Wwpn(String text) {
    private static final Pattern FORM = Pattern.compile("naa\\.[0-9a-f]{16}");

    public Wwpn {
        text = text.toLowerCase(Locale.ROOT);
        if (!FORM.matcher(text).matches()) {
            throw InvalidDeviceException.value("wwpn", text, "naa. and 16 hex digits");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
