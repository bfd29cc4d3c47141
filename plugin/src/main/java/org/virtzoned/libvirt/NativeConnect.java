package org.virtzoned.libvirt;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.libvirt.Connect;
import org.libvirt.ErrorCallback;
import org.libvirt.LibvirtException;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.Libvirt;

/** libvirt-java's connection, with calls that it lacks: a domain defined with flags, capabilities of domains. */
final class NativeConnect extends Connect {
    /** VIR_DOMAIN_DEFINE_VALIDATE, libvirt-domain.h: check the document against the schema. */
    private static final int DEFINE_VALIDATE = 1;

    /** Kept here: JNA does not keep a callback alive for the native side. */
    private static final ErrorCallback SILENCE = new ErrorCallback();

    private static volatile boolean silenced;

    /** The part of libvirt.so that libvirt-java does not map. */
    private interface LibvirtMore extends Library {
        DomainPointer virDomainDefineXMLFlags(ConnectionPointer connection, String xml, int flags);

        int virDomainFree(DomainPointer domain);

        Pointer virConnectGetDomainCapabilities(
                ConnectionPointer connection, String emulator, String arch, String machine, String type, int flags);
    }

    private static final class More {
        static final LibvirtMore LIBRARY = Native.load("virt", LibvirtMore.class);
    }

    /**
     * Opens a connection.
     *
     * @param uri null for the one that libvirt itself chooses
     */
    NativeConnect(String uri, boolean readOnly) throws LibvirtException {
        super(silently(uri), readOnly);
    }

    /**
     * Defines a domain, refusing what the schema does not know, which libvirt would drop in silence.
     *
     * @return libvirt's error, empty if it is defined
     */
    Optional<org.libvirt.Error> define(String xml) {
        DomainPointer domain = More.LIBRARY.virDomainDefineXMLFlags(vcp, xml, DEFINE_VALIDATE);
        if (domain == null) {
            // There is one after a call that failed.
            return Optional.of(new org.libvirt.Error(Libvirt.INSTANCE.virGetLastError()));
        }
        More.LIBRARY.virDomainFree(domain);
        return Optional.empty();
    }

    /** The XML of what guests can have by the QEMU that libvirt takes by itself; empty where libvirt does not say it. */
    Optional<String> domainCapabilities() {
        return domainCapabilities(null, null, null);
    }

    /**
     * The same for guests of a kind.
     *
     * @param architecture null for the host's; likewise the others
     */
    Optional<String> domainCapabilities(String architecture, String machine, String type) {
        Pointer xml = More.LIBRARY.virConnectGetDomainCapabilities(vcp, null, architecture, machine, type, 0);
        if (xml == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(xml.getString(0, StandardCharsets.UTF_8.name()));
        } finally {
            Native.free(Pointer.nativeValue(xml));
        }
    }

    /** libvirt writes every error on stderr unless a callback takes it; they reach the user by exceptions. */
    private static String silently(String uri) throws LibvirtException {
        if (!silenced) {
            setErrorCallback(SILENCE);
            silenced = true;
        }
        return uri;
    }
}
