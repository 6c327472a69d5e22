package io.opscope.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Which room may know which. */
class ArchitectureTest {

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.opscope.local");

    @Test
    void processesKnowNothingOfServersOrCommands() {
        noClasses()
                .that()
                .resideInAPackage("io.opscope.local.process")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.opscope.local", "io.opscope.local.server", "io.opscope.kit..")
                .check(CODE);
    }

    @Test
    void serversKnowNothingOfCommands() {
        noClasses()
                .that()
                .resideInAPackage("io.opscope.local.server")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.opscope.local")
                .check(CODE);
    }

    @Test
    void theLauncherNeedsNoQuarkus() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "jakarta..")
                .check(CODE);
    }
}
