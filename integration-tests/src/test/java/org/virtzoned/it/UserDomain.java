package org.virtzoned.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** A domain that a user defined by virsh, of one of the documents beside this class. */
final class UserDomain {
    /** The least that libvirt takes. */
    static final String Q35 = "q35.xml";
    /** With devices, a password, metadata and QEMU arguments of other programs. */
    static final String FURNISHED = "furnished.xml";
    /** An i440fx machine that boots the test guest. */
    static final String PC = "pc.xml";

    private final PrivateLibvirt libvirt;
    private final String name;

    private UserDomain(PrivateLibvirt libvirt, String name) {
        this.libvirt = libvirt;
        this.name = name;
    }

    static UserDomain define(PrivateLibvirt libvirt, String name, String document) {
        return define(libvirt, name, document, UnaryOperator.identity());
    }

    /** The same of a document that is changed first. */
    static UserDomain define(PrivateLibvirt libvirt, String name, String document, UnaryOperator<String> edit) {
        UserDomain domain = new UserDomain(libvirt, name);
        domain.redefine(edit.apply(read(document))
                .replace("@name@", name)
                .replace("@kernel@", libvirt.kernel().toString())
                .replace("@initrd@", libvirt.initialRamFileSystem().toString())
                .replace("@cmdline@", Guest.kernelCommandLine())
                .replace("@console@", libvirt.console(name).toString()));
        return domain;
    }

    /** Defines it again, as {@code virsh edit} does. */
    void redefine(String xml) {
        try {
            Path file = Files.writeString(libvirt.files().resolve(name + ".xml"), xml);
            libvirt.virsh("define", file.toString()).succeeds();
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return name;
    }

    /** Its definition, passwords too. */
    String xml() {
        return libvirt.virsh("dumpxml", "--inactive", "--security-info", name)
                .succeeds()
                .out();
    }

    private static String read(String document) {
        try (InputStream in = UserDomain.class.getResourceAsStream(document)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
