package io.opscope.kit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rooms of the kit, held against the code. */
class ArchitectureTest {

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.opscope.kit");

    @Test
    void roomsFormNoCycle() {
        slices().matching("io.opscope.kit.(*)..").should().beFreeOfCycles().check(CODE);
    }

    @Test
    void theKitKnowsNoService() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.opscope.metrics..",
                        "io.opscope.reports..",
                        "io.opscope.monitoring..",
                        "io.opscope.gateway..")
                .check(CODE);
    }

    @Test
    void onlyTheSqlRoomTouchesJdbc() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.opscope.kit.sql..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.sql..")
                .check(CODE);
    }
}
