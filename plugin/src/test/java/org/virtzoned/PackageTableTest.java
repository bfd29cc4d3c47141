package org.virtzoned;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of packages in CONTRIBUTING.md against what the packages use. */
class PackageTableTest {
    private static final Path CONTRIBUTING = Path.of("../CONTRIBUTING.md");
    private static final String HEADER = "| package | holds | may use |";
    private static final String ROOT = "(root)";
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.virtzoned");

    /** In both directions: what is used is allowed, and what is allowed is used. */
    @Test
    void theTableIsTrue() throws IOException {
        assertEquals(lines(table()), lines(used()));
    }

    @Test
    void noPackagesUseEachOther() {
        slices().matching("org.virtzoned.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void librariesStayWhereTheyBelong() {
        assertOnlyIn(List.of("libvirt"), "org.libvirt..");
        assertOnlyIn(List.of("libvirt", "linux"), "com.sun.jna..");
        assertOnlyIn(List.of("domainxml"), "jakarta.xml.bind..", "org.glassfish.jaxb..");
        assertOnlyIn(List.of("cli"), "picocli..", "com.github.difflib..");
    }

    private static void assertOnlyIn(List<String> packageNames, String... libraries) {
        noClasses()
                .that()
                .resideOutsideOfPackages(packageNames.stream()
                        .map(name -> "org.virtzoned." + name)
                        .toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries)
                .check(CLASSES);
    }

    private static Map<String, Set<String>> used() {
        Map<String, Set<String>> used = new TreeMap<>();
        for (JavaClass from : CLASSES) {
            Set<String> uses = used.computeIfAbsent(name(from), name -> new TreeSet<>());
            from.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> target.getPackageName().startsWith("org.virtzoned"))
                    .map(PackageTableTest::name)
                    .filter(name -> !name.equals(name(from)))
                    .forEach(uses::add);
        }
        return used;
    }

    private static Map<String, Set<String>> table() throws IOException {
        Map<String, Set<String>> table = new TreeMap<>();
        boolean inTable = false;
        for (String line : Files.readAllLines(CONTRIBUTING)) {
            inTable = line.equals(HEADER) || (inTable && line.startsWith("|"));
            if (inTable && !line.equals(HEADER) && !line.startsWith("|---")) {
                String[] cells = line.split("\\|", -1);
                names(cells[1]).forEach(name -> table.put(name, names(cells[3])));
            }
        }
        return table;
    }

    private static Set<String> names(String cell) {
        return NAME.matcher(cell)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toSet());
    }

    private static String name(JavaClass type) {
        String below = type.getPackageName().substring("org.virtzoned".length());
        return below.isEmpty() ? ROOT : below.substring(1);
    }

    private static String lines(Map<String, Set<String>> uses) {
        return uses.entrySet().stream()
                .map(entry -> entry.getKey() + " uses " + new TreeSet<>(entry.getValue()))
                .collect(Collectors.joining("\n"));
    }
}
