package org.virtzoned.cli;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

/** The commands by their names, in the order in which help lists them. */
final class Commands {
    private static final Map<String, Class<?>> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put("attach", AttachCommand.class);
        BY_NAME.put("check", CheckCommand.class);
        BY_NAME.put("create", CreateCommand.class);
        BY_NAME.put("detach", DetachCommand.class);
        BY_NAME.put("devices", DevicesCommand.class);
        BY_NAME.put("filter", FilterCommand.class);
        BY_NAME.put("hooks", HooksCommand.class);
        BY_NAME.put("list", ListCommand.class);
        BY_NAME.put("profiles", ProfilesCommand.class);
        BY_NAME.put("repair", RepairCommand.class);
        BY_NAME.put("templates", TemplatesCommand.class);
        BY_NAME.put("verify", VerifyCommand.class);
        BY_NAME.put("zones", ZonesCommand.class);
        BY_NAME.put("help", HelpCommand.class);
    }

    private Commands() {}

    static Set<String> names() {
        return Collections.unmodifiableSet(BY_NAME.keySet());
    }

    /**
     * Adds those that the arguments name, or all where they name none: picocli reads a command's annotations when it is
     * added, and to do so for each takes most of a short command's time.
     */
    static CommandLine addTo(CommandLine program, String... args) {
        boolean named =
                Arrays.stream(args).anyMatch(argument -> BY_NAME.containsKey(argument) && !argument.equals("help"));
        BY_NAME.forEach((name, command) -> {
            if (!named || Arrays.asList(args).contains(name)) {
                program.addSubcommand(name, command);
            }
        });
        return program;
    }
}
