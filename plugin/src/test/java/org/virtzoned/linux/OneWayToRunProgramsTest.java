package org.virtzoned.linux;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** No program is run but by its absolute path, with limits. */
class OneWayToRunProgramsTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.virtzoned");

    @Test
    void isBoundedProgram() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(BoundedProgram.class.getName())
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ProcessBuilder.class, Process.class)
                .check(CLASSES);
        noClasses().should().callMethod(Runtime.class, "exec", String[].class).check(CLASSES);
        noClasses().should().callMethod(Runtime.class, "exec", String.class).check(CLASSES);
    }
}
