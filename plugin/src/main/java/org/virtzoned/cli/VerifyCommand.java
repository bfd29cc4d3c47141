package org.virtzoned.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.virtzoned.VirtZoned;
import org.virtzoned.guest.GuestVerification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code verify}: compares what a guest has with what it should have. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Ask a running guest, by its agent, whether it has its zoned devices as they should be.",
        footer = "%nExits 1 if one is missing or not as it should be. The guest needs the QEMU guest agent.")
final class VerifyCommand implements Callable<Integer> {
    @ParentCommand
    private VirtZonedCommand program;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DOMAIN", description = "Its name, UUID or id.")
    private String domain;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long the guest may take to answer it all; ${DEFAULT-VALUE} without it.")
    private int timeout;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() {
        if (timeout < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--timeout is " + timeout + ", expected a number of seconds from 1 on.");
        }
        try (VirtZoned virtZoned = program.connect()) {
            VerificationReport report = new VerificationReport(verify(virtZoned));
            report.print(spec.commandLine().getOut(), output);
            return report.exitStatus();
        }
    }

    private GuestVerification verify(VirtZoned virtZoned) {
        try (ProgressLine progress = program.progress(spec.commandLine().getErr())) {
            progress.doing("asking the guest of domain '" + domain + "'");
            return virtZoned.verify(domain, Duration.ofSeconds(timeout));
        }
    }
}
