package org.virtzoned.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.virtzoned.conformance.DomainSchema;
import org.virtzoned.conformance.TestDriver;

/** Every template of the program, filled with the least and with the most, before libvirt. */
class BuiltInTemplatesTest {
    private static final DomainKind KVM = new DomainKind("kvm", DomainKind.BEST_EMULATED_CPU);
    private static final DomainKind EMULATED = KVM.withType("qemu");

    private static DomainSchema schema;
    private static TestDriver driver;

    @BeforeAll
    static void open() {
        schema = DomainSchema.installed();
        driver = new TestDriver();
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    static Stream<Template> templates() {
        return Stream.of("minimal", "kernel-dev", "server", "cloud").map(new Templates(List.of())::get);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void isListed(Template template) {
        assertTrue(new Templates(List.of()).names().containsKey(template.name()));
        assertTrue(!template.description().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("templates")
    void isValidWithWhatIsRequired(Template template) {
        Map<String, String> values = new LinkedHashMap<>();
        template.parameters().stream()
                .filter(TemplateParameter::required)
                .forEach(parameter -> values.put(parameter.name(), "/srv/" + parameter.name()));

        assertDefined(template.fill("guest", EMULATED, values));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void isValidWithAllThatCanBeSaid(Template template) {
        Map<String, String> values = new LinkedHashMap<>();
        for (TemplateParameter parameter : template.parameters()) {
            values.put(parameter.name(), value(parameter));
        }

        assertDefined(template.fill("guest <&>", KVM, values));
    }

    /** Each of a parameter's values is one that libvirt takes. */
    @ParameterizedTest
    @MethodSource("templates")
    void isValidWithEachChoice(Template template) {
        for (TemplateParameter parameter : template.parameters()) {
            for (String choice : parameter.values()) {
                Map<String, String> values = new LinkedHashMap<>();
                template.parameters().forEach(other -> values.put(other.name(), value(other)));
                values.put(parameter.name(), choice);

                assertDefined(template.fill("guest", KVM, values));
            }
        }
    }

    /** As virt-install: what is plugged into a running guest finds a port, and its agent answers. */
    @ParameterizedTest
    @MethodSource("templates")
    void hasWhatRunningGuestsNeed(Template template) {
        assertEquals(14, template.text().split("pcie-root-port", -1).length - 1);
        assertTrue(template.text().contains("org.qemu.guest_agent.0"));
    }

    @Test
    void theProcessorFollowsTheType() {
        Template server = new Templates(List.of()).get("server");
        Map<String, String> disk = Map.of("disk", "/d");

        assertTrue(server.fill("guest", KVM, disk).contains("<cpu mode='host-passthrough'/>"));
        assertTrue(server.fill("guest", KVM.withType("hvf"), disk).contains("<cpu mode='host-passthrough'/>"));
        assertTrue(server.fill("guest", EMULATED, disk).contains("<cpu mode='maximum'/>"));
        assertTrue(
                server.fill("guest", KVM, Map.of("disk", "/d", "type", "qemu")).contains("<cpu mode='maximum'/>"));
        assertTrue(server.fill("guest", EMULATED, Map.of("disk", "/d", "type", "kvm"))
                .contains("<cpu mode='host-passthrough'/>"));
        assertTrue(server.fill("guest", new DomainKind("qemu", DomainKind.OLD_EMULATED_CPU), disk)
                .contains("<cpu mode='host-model'/>"));
    }

    @Test
    void anEmulatedProcessorCannotBeTheHosts() {
        Template server = new Templates(List.of()).get("server");
        Map<String, String> values = Map.of("disk", "/d", "cpu", "host-passthrough");

        TemplateException refusal = assertThrows(TemplateException.class, () -> server.fill("guest", EMULATED, values));

        assertEquals(
                "Cannot fill in template 'server': parameter cpu is 'host-passthrough', expected host-model or maximum with"
                        + " type=qemu.",
                refusal.getMessage());
    }

    private static String value(TemplateParameter parameter) {
        if (!parameter.values().isEmpty()) {
            return parameter.values().get(parameter.values().size() - 1);
        }
        return switch (parameter.type()) {
            case TEXT -> "a <&>'\"";
            case SIZE -> "3G";
            case NUMBER -> "4";
            case PATH -> "/srv/<&>'\"/" + parameter.name();
            case CPU -> "host-model";
        };
    }

    private static void assertDefined(String document) {
        assertEquals(List.of(), schema.errors(document));
        assertTrue(!document.contains("template"), document);
        driver.define(document);
    }
}
