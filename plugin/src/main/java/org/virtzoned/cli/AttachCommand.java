package org.virtzoned.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.virtzoned.VirtZoned;
import org.virtzoned.device.ZonedDevice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code attach}: zoned devices into a domain's definition. */
@Command(
        name = "attach",
        mixinStandardHelpOptions = true,
        description = "Add zoned devices to a domain.",
        footer = {
            "%nA file that is there is never overwritten; one that is absent is made, sparse, at its size.",
            "%nTo a guest that runs (--live) devices are given as root: each is looked at, and its target made, as at a"
                    + " start. An emulated NVMe namespace can't be."
        })
final class AttachCommand implements Callable<Integer> {
    @ParentCommand
    private VirtZonedCommand program;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DOMAIN", description = "Its name, UUID or id.")
    private String domain;

    @Mixin
    private DeviceOptions devices;

    @Mixin
    private AffectOptions change;

    @Override
    public Integer call() {
        requireDevice(!devices.isEmpty());
        try (VirtZoned virtZoned = program.connect()) {
            List<ZonedDevice> requests = devices.read(program, virtZoned);
            // The list of --devices can be empty.
            requireDevice(!requests.isEmpty());
            change.carryOut(() -> virtZoned.attach(domain, requests, change.affected()), program, spec.commandLine());
        }
        return 0;
    }

    private void requireDevice(boolean given) {
        if (!given) {
            throw new ParameterException(
                    spec.commandLine(),
                    "No device is given: --virtio-scsi, --vhost-scsi, --nvme-zns, --virtio-blk or --devices.");
        }
    }
}
