package org.virtzoned.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.virtzoned.VirtZoned;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.error.VirtZonedException;
import org.virtzoned.template.TemplateParameter;
import org.virtzoned.template.Templates;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code create}: a new domain from a template, with zoned devices. */
@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        description = "Define a new domain from a template, with zoned devices.",
        footer =
                "%n'virt-zoned templates' shows the templates, 'virt-zoned templates show NAME' what parameters one has.")
final class CreateCommand implements Callable<Integer>, UsageError.Adviser {
    @ParentCommand
    private VirtZonedCommand program;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "The new domain's name.")
    private String name;

    @Option(names = "--template", paramLabel = "TEMPLATE", required = true, description = "The template's name.")
    private String template;

    @Option(
            names = {"-p", "--param"},
            paramLabel = "NAME=VALUE",
            description = "A parameter of the template; 'type' (kvm, qemu or hvf) is one of every template.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(names = "--start", description = "Start the guest. Where that fails, nothing is left behind.")
    private boolean start;

    @Mixin
    private DeviceOptions devices;

    @Mixin
    private ChangeOptions change;

    /** virt-install has options for what parameters of templates say; its memory is in MiB. */
    @Override
    public Optional<String> adviceOn(String option, Optional<String> value) {
        String parameter = option.equals("--ram") ? "memory" : option.replaceFirst("^--", "");
        return isParameter(parameter)
                ? Optional.of("Give it as a parameter of the template: --param " + parameter + "="
                        + value.map(text -> text.matches("[0-9]+") && parameter.equals("memory") ? text + "M" : text)
                                .orElse("VALUE")
                        + ".")
                : Optional.empty();
    }

    private static boolean isParameter(String name) {
        Templates templates = new Templates();
        return templates.names().keySet().stream()
                .flatMap(template -> parameters(templates, template))
                .anyMatch(parameter -> parameter.name().equals(name));
    }

    private static Stream<TemplateParameter> parameters(Templates templates, String template) {
        try {
            return templates.get(template).parameters().stream();
        } catch (VirtZonedException e) {
            // A broken template of the user's is of no matter to a typing error.
            return Stream.empty();
        }
    }

    @Override
    public Integer call() {
        try (VirtZoned virtZoned = program.connect()) {
            List<ZonedDevice> requests = devices.read(program, virtZoned);
            change.carryOut(
                    () -> virtZoned.create(name, template, parameters, requests), start, program, spec.commandLine());
        }
        return 0;
    }
}
