package io.opscope.tools;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.opscope.tools");

    @Test
    void roomsFormNoCycle() {
        slices().matching("io.opscope.tools.(*)..").should().beFreeOfCycles().check(CODE);
    }

    @Test
    void onlyOneRoomSpeaksHttp() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.opscope.tools.suite..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.net.http..")
                .check(CODE);
    }

    @Test
    void theToolsKnowTheSuiteByItsPublicAddressOnly() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "io.opscope.kit..", "io.opscope.metrics..")
                .check(CODE);
    }
}
