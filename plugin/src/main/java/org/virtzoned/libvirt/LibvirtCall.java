package org.virtzoned.libvirt;

import org.libvirt.LibvirtException;

/** A piece of work whose failure is libvirt's. */
@FunctionalInterface
interface LibvirtCall<T> {
    T run() throws LibvirtException;

    /**
     * Runs it.
     *
     * @param act what cannot be done if it fails: the act and its object
     * @throws LibvirtFailure in libvirt's words
     */
    static <T> T of(String act, LibvirtCall<T> call) {
        try {
            return call.run();
        } catch (LibvirtException e) {
            throw LibvirtFailure.of(act, e);
        }
    }
}
