package io.opscope.reports;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import io.opscope.kit.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

/** Which room may import which. */
class ArchitectureTest extends ArchitectureRules {

    ArchitectureTest() {
        super("reports");
    }

    @Test
    void sourcesAndFormatsKnowNothingOfWhoAsksForThem() {
        noClasses()
                .that()
                .resideInAnyPackage("..reports.source..", "..reports.render..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..reports.export..")
                .check(code());
    }

    @Test
    void sourcesKnowNoFormat() {
        noClasses()
                .that()
                .resideInAPackage("..reports.source..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..reports.render..")
                .check(code());
    }
}
