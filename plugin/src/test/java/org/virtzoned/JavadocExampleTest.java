package org.virtzoned;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.virtzoned.device.ZonedDevice;

/**
 * The examples in the documentation of {@link VirtZoned}: both are compiled, and the first is run. The second changes a
 * domain of the host's libvirt, as the integration tests do.
 */
class JavadocExampleTest {
    private static final Path SOURCE = Path.of("src/main/java/org/virtzoned/VirtZoned.java");
    private static final Pattern EXAMPLE = Pattern.compile("<pre>\\{@code\n(.*?)\n \\* }</pre>", Pattern.DOTALL);

    private static final String DOCUMENT = """
            <domain type='kvm'>
              <name>guest</name>
              <os>
                <type arch='x86_64' machine='q35'>hvm</type>
              </os>
              <devices>
              </devices>
            </domain>
            """;

    @TempDir
    private Path folder;

    @Test
    void theDocumentIsChanged() throws IOException, ReflectiveOperationException {
        compile("static String run(String document) {\n" + examples().get(0) + "\nreturn changed;\n}");

        String changed;
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            changed = (String) loader.loadClass("Example")
                    .getDeclaredMethod("run", String.class)
                    .invoke(null, DOCUMENT);
        }

        List<ZonedDevice> devices = VirtZoned.devicesOf(changed);
        assertEquals(
                List.of("/srv/z.raw"), devices.stream().map(ZonedDevice::source).toList());
        assertEquals(DOCUMENT, VirtZoned.detachFrom(changed, List.of("/srv/z.raw")));
    }

    @Test
    void theDomainsExampleIsCompiled() throws IOException {
        assertEquals(2, examples().size());
        compile("static void run() {\n" + examples().get(1) + "\n}");
    }

    private static List<String> examples() throws IOException {
        return EXAMPLE.matcher(Files.readString(SOURCE))
                .results()
                .map((MatchResult match) -> match.group(1).replaceAll("(?m)^ \\* ?", ""))
                .toList();
    }

    private void compile(String method) throws IOException {
        Path file = Files.writeString(folder.resolve("Example.java"), """
                import java.util.List;
                import org.virtzoned.*;
                import org.virtzoned.device.*;
                import org.virtzoned.domainxml.Platform;

                public class Example {
                    public %s
                }
                """.formatted(method));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(diagnostics, null, null)) {
            List<String> options =
                    List.of("-d", folder.toString(), "-proc:none", "-classpath", System.getProperty("java.class.path"));
            compiler.getTask(null, files, diagnostics, options, null, files.getJavaFileObjects(file))
                    .call();
        }
        assertEquals(
                "",
                diagnostics.getDiagnostics().stream()
                        .map((Diagnostic<? extends JavaFileObject> diagnostic) -> diagnostic.toString())
                        .collect(Collectors.joining("\n")));
    }
}
