package org.virtzoned.cli;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.domainxml.Platform;
import org.virtzoned.domainxml.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code filter}: domain XML in, domain XML with zoned devices out, without libvirt or a look at the host. */
@Command(
        name = "filter",
        mixinStandardHelpOptions = true,
        description = "Add zoned devices to the domain XML on standard input, or take them away, and print it.",
        footer = "%nNothing is looked up on the host. Detaching comes before adding.")
final class FilterCommand implements Callable<Integer> {
    @ParentCommand
    private VirtZonedCommand program;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DeviceOptions devices;

    @Option(
            names = "--detach",
            paramLabel = "DEVICE",
            description = "Take a device away: its name, or what is behind it.")
    private List<String> detach = List.of();

    @Option(names = "--detach-all", description = "Take all zoned devices away.")
    private boolean detachAll;

    @Option(
            names = "--uuid",
            paramLabel = "UUID",
            converter = UuidConverter.class,
            description = "Give the domain this UUID where it has none.")
    private UUID uuid;

    @Option(
            names = "--qemu-version",
            paramLabel = "VERSION",
            converter = VersionConverter.class,
            description = "The QEMU to render for; without it the form that every version takes.")
    private Version qemuVersion;

    @Option(
            names = "--libvirt-version",
            paramLabel = "VERSION",
            converter = VersionConverter.class,
            description = "The libvirt to render for; without it the form that every version takes.")
    private Version libvirtVersion;

    @Override
    public Integer call() {
        if (detachAll && !detach.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--detach-all and --detach exclude each other.");
        }
        if (devices.readsStandardInput()) {
            throw new ParameterException(
                    spec.commandLine(), "--devices - and the domain XML cannot both be standard input.");
        }
        DomainDocument document = DomainDocument.parse(program.readStandardInput());
        if (uuid != null) {
            document.assignUuid(uuid);
        }
        if (detachAll) {
            document.detachAll();
        } else {
            document.detach(detach);
        }
        document.attach(
                devices.read(program),
                new Platform(Optional.ofNullable(qemuVersion), Optional.ofNullable(libvirtVersion)));
        spec.commandLine().getOut().print(document.toXml());
        return 0;
    }
}
