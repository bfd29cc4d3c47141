package org.virtzoned.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
    private static final String TEXT = """
            <domain type='${type}' xmlns:template='urn:virt-zoned:template:1'>
              <name>${name}</name>
              <metadata>
                <template:template>
                  <template:description>A
                    test</template:description>
                  <template:parameter name='disk' type='path' required='yes'>the disk</template:parameter>
                  <template:parameter name='memory' type='size' default='1G'>the memory</template:parameter>
                  <template:parameter name='vcpus' type='number' default='1'>the processors</template:parameter>
                  <template:parameter name='format' values='raw qcow2' default='raw'>the format</template:parameter>
                  <template:parameter name='title'>the title</template:parameter>
                </template:template>
              </metadata>
              <title template:if='title'>About: ${title}</title>
              <memory unit='b'>${memory}</memory>
              <vcpu>${vcpus}</vcpu>
              <disk format='${format}' file='${disk}' template:if='disk'/>
            </domain>
            """;

    private static final DomainKind KVM = new DomainKind("kvm", DomainKind.BEST_EMULATED_CPU);

    private static final Template TEMPLATE = Template.parse("test", TEXT);

    @Test
    void isDescribed() {
        assertEquals("A test", TEMPLATE.description());
        assertEquals(5, TEMPLATE.parameters().size());
        assertEquals(TEXT, TEMPLATE.text());
    }

    @Test
    void isFilledWithDefaults() {
        assertEquals("""
                <domain type='kvm'>
                  <name>guest</name>
                  <memory unit='b'>1073741824</memory>
                  <vcpu>1</vcpu>
                  <disk format='raw' file='/d.raw'/>
                </domain>
                """, TEMPLATE.fill("guest", KVM, Map.of("disk", "/d.raw")));
    }

    @Test
    void isFilledWithWhatIsSaid() {
        assertEquals(
                """
                <domain type='qemu'>
                  <name>guest</name>
                  <title>About: all</title>
                  <memory unit='b'>4096</memory>
                  <vcpu>8</vcpu>
                  <disk format='qcow2' file='/d.qcow2'/>
                </domain>
                """,
                TEMPLATE.fill(
                        "guest",
                        KVM,
                        Map.of(
                                "type",
                                "qemu",
                                "title",
                                "all",
                                "memory",
                                "4K",
                                "vcpus",
                                "8",
                                "format",
                                "qcow2",
                                "disk",
                                "/d.qcow2")));
    }

    @Test
    void aValueStaysText() {
        String filled = TEMPLATE.fill(
                "a</name><devices/>", KVM, Map.of("disk", "/'/><b a='", "title", "${memory} \\$1 $0 <&>\"]]>"));

        assertEquals("""
                <domain type='kvm'>
                  <name>a&lt;/name&gt;&lt;devices/&gt;</name>
                  <title>About: ${memory} \\$1 $0 &lt;&amp;&gt;"]]&gt;</title>
                  <memory unit='b'>1073741824</memory>
                  <vcpu>1</vcpu>
                  <disk format='raw' file='/&apos;/&gt;&lt;b a=&apos;'/>
                </domain>
                """, filled);
    }

    @Test
    void aValueInCdataStaysText() {
        Template template = Template.parse("cdata", TEXT.replace("${title}", "<![CDATA[<${title}>]]>"));

        assertEquals(
                "About: <]]><x/>>",
                org.virtzoned.xml.XmlReader.read(template.fill("guest", KVM, Map.of("disk", "/d", "title", "]]><x/>")))
                        .getElementsByTagName("title")
                        .item(0)
                        .getTextContent());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "disk|/d/|parameter disk is '/d/', expected the path of a file.",
                "memory|1024|parameter memory is '1024', expected a size with a unit, such as 2G.",
                "memory|0G|parameter memory is '0G', expected a size with a unit, such as 2G.",
                "vcpus|0|parameter vcpus is '0', expected a whole number of at least 1.",
                "vcpus|two|parameter vcpus is 'two', expected a whole number of at least 1.",
                "format|vmdk|parameter format is 'vmdk', expected raw or qcow2.",
                "type|xen|parameter type is 'xen', expected kvm, qemu or hvf."
            })
    void aWrongValueIsRefused(String parameter, String value, String reason) {
        Map<String, String> values =
                parameter.equals("disk") ? Map.of("disk", value) : Map.of("disk", "/d", parameter, value);

        TemplateException refusal = assertThrows(TemplateException.class, () -> TEMPLATE.fill("guest", KVM, values));

        assertEquals("Cannot fill in template 'test': " + reason, refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0001", "a\u0000b", "\ud800", "\uffff"})
    void whatCannotStandInADocumentIsRefused(String value) {
        assertThrows(TemplateException.class, () -> TEMPLATE.fill("guest", KVM, Map.of("disk", "/d", "title", value)));
        assertThrows(TemplateException.class, () -> TEMPLATE.fill(value, KVM, Map.of("disk", "/d")));
    }

    @Test
    void aMissingValueIsNamed() {
        TemplateException refusal = assertThrows(TemplateException.class, () -> TEMPLATE.fill("guest", KVM, Map.of()));

        assertEquals("Cannot fill in template 'test': it needs disk (the disk).", refusal.getMessage());
        assertEquals("Say it: --param NAME=VALUE.", refusal.remedy().orElseThrow());
    }

    @Test
    void anUnknownParameterIsNamed() {
        TemplateException refusal = assertThrows(
                TemplateException.class, () -> TEMPLATE.fill("guest", KVM, Map.of("disk", "/d", "disc", "/d")));

        assertEquals("Cannot fill in template 'test': it has no parameter 'disc'.", refusal.getMessage());
        assertEquals(
                "Its parameters are: type, disk, memory, vcpus, format, title.",
                refusal.remedy().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<domain/>|it has no <template:template> in <metadata>.",
                "<domain>|line 1, column 9: XML document structures must start and end within the same entity."
            })
    void whatIsNoTemplateIsRefused(String text, String reason) {
        TemplateException refusal = assertThrows(TemplateException.class, () -> Template.parse("bad", text));

        assertEquals("Cannot read template 'bad': " + reason, refusal.getMessage());
    }

    @Test
    void anUnknownTypeIsRefused() {
        TemplateException refusal = assertThrows(
                TemplateException.class, () -> Template.parse("bad", TEXT.replace("type='size'", "type='bytes'")));

        assertEquals(
                "Cannot read template 'bad': type of parameter 'memory' is 'bytes', expected text, size, number, path or cpu.",
                refusal.getMessage());
    }

    @Test
    void aPlaceholderWithoutAValueIsTheTemplatesFault() {
        Template template = Template.parse("bad", TEXT.replace(" template:if='title'", ""));

        TemplateException refusal =
                assertThrows(TemplateException.class, () -> template.fill("guest", KVM, Map.of("disk", "/d")));

        assertEquals(
                "Cannot read template 'bad': ${title} has no value where it stands without template:if.",
                refusal.getMessage());
    }
}
