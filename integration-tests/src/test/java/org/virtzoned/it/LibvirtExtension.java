package org.virtzoned.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests one {@link PrivateLibvirt}, this host's or that of their class' {@link OnRelease}; it ends after the last of
 * them. After each test it takes away the test's
 * domains, pools and files, so that the next begins with none.
 */
final class LibvirtExtension implements ParameterResolver, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(LibvirtExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == PrivateLibvirt.class;
    }

    @Override
    public PrivateLibvirt resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return libvirt(context);
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        PrivateLibvirt libvirt = libvirt(context);
        if (context.getExecutionException().isPresent()) {
            System.err.println("--- " + libvirt.daemonsLog() + "\n" + Files.readString(libvirt.daemonsLog()) + "---");
        }
        for (String domain : lines(libvirt.virsh("list", "--all", "--name"))) {
            libvirt.virsh("destroy", domain);
            // One that had no definition is gone by now.
            libvirt.virsh("undefine", domain);
        }
        for (String pool : lines(libvirt.virsh("pool-list", "--all", "--name"))) {
            libvirt.virsh("pool-destroy", pool);
            libvirt.virsh("pool-undefine", pool);
        }
        empty(libvirt.files());
        if (!lines(libvirt.virsh("list", "--all", "--name")).isEmpty()) {
            throw new IllegalStateException("A domain is left: " + libvirt.virsh("list", "--all"));
        }
    }

    private static PrivateLibvirt libvirt(ExtensionContext context) {
        Optional<Release> release = Optional.ofNullable(
                        context.getRequiredTestClass().getAnnotation(OnRelease.class))
                .map(OnRelease::value);
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(
                        release,
                        key -> {
                            Needs.require(release);
                            return PrivateLibvirt.start(release);
                        },
                        PrivateLibvirt.class);
    }

    private static List<String> lines(CommandResult result) {
        return result.succeeds()
                .out()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static void empty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(LibvirtExtension::delete);
        }
    }

    private static void delete(Path path) {
        try {
            if (Files.isDirectory(path)) {
                empty(path);
            }
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
