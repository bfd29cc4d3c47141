package org.virtzoned.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The devices of a QEMU that runs, as its monitor shows them. */
final class QemuDevices {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** Where QEMU has the devices that its command line gives an id. */
    private static final String DEVICES = "/machine/peripheral";

    private final PrivateLibvirt libvirt;
    private final String domain;

    QemuDevices(PrivateLibvirt libvirt, String domain) {
        this.libvirt = libvirt;
        this.domain = domain;
    }

    /** The path of the only device of a driver. */
    String only(String driver) {
        String path = null;
        for (JsonNode child : ask("qom-list", arguments(DEVICES))) {
            if (child.path("type").asText().equals("child<" + driver + ">")) {
                if (path != null) {
                    throw new IllegalStateException("There is more than one " + driver + ": " + path);
                }
                path = DEVICES + "/" + child.path("name").asText();
            }
        }
        if (path == null) {
            throw new IllegalStateException("There is no " + driver + ".");
        }
        return path;
    }

    /** A property of a device, as text. */
    String property(String path, String name) {
        return ask("qom-get", arguments(path).put("property", name)).asText();
    }

    private static ObjectNode arguments(String path) {
        return MAPPER.createObjectNode().put("path", path);
    }

    private JsonNode ask(String command, ObjectNode arguments) {
        ObjectNode request = MAPPER.createObjectNode().put("execute", command);
        request.set("arguments", arguments);
        CommandResult answer = libvirt.virsh("qemu-monitor-command", domain, request.toString());
        try {
            JsonNode value = MAPPER.readTree(answer.succeeds().out()).get("return");
            if (value == null) {
                throw new IllegalStateException("QEMU refused: " + answer);
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot read QEMU's answer: " + answer, e);
        }
    }
}
