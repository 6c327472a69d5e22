package io.opscope.monitoring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import io.opscope.kit.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

/** Which room may import which. */
class ArchitectureTest extends ArchitectureRules {

    ArchitectureTest() {
        super("monitoring");
    }

    @Test
    void sourcesKnowNoEngine() {
        noClasses()
                .that()
                .resideInAPackage("..monitoring.source..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..monitoring.engine..",
                        "..monitoring.watch..",
                        "..monitoring.activity..",
                        "..monitoring.accesslog..",
                        "..monitoring.statement..")
                .check(code());
    }

    @Test
    void enginesKnowNoneOfTheQuestionsTheyServe() {
        noClasses()
                .that()
                .resideInAPackage("..monitoring.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..monitoring.host..",
                        "..monitoring.watch..",
                        "..monitoring.activity..",
                        "..monitoring.accesslog..",
                        "..monitoring.statement..")
                .check(code());
    }

    @Test
    void theWatchKnowsNobodyWhoReadsAlongside() {
        noClasses()
                .that()
                .resideInAPackage("..monitoring.watch..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..monitoring.statement..", "..monitoring.accesslog..", "..monitoring.advice..")
                .check(code());
    }

    @Test
    void nobodyNamesAnEngine() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..monitoring.engine.postgresql..", "..monitoring.engine.mysql..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..monitoring.engine.postgresql..",
                        "..monitoring.engine.mysql..",
                        "org.postgresql..",
                        "com.mysql..")
                .check(code());
    }

    @Test
    void whatIsReadFromTextsAndPlansIsPure() {
        classes()
                .that()
                .resideInAnyPackage("..monitoring.advice.text..", "..monitoring.advice.index..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "..monitoring.advice.text..",
                        "..monitoring.advice.index..",
                        "net.sf.jsqlparser..",
                        "com.fasterxml.jackson..",
                        "org.jspecify..")
                .check(code());
    }

    @Test
    void whenAlertsFireIsPure() {
        classes()
                .that()
                .resideInAPackage("..monitoring.alert.machine..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "..monitoring.alert.machine..", "org.jspecify..")
                .check(code());
    }

    @Test
    void nobodyImportsAlerts() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..monitoring.alert..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..monitoring.alert..")
                .check(code());
    }

    @Test
    void howApplicationsDoIsAskedOfNoDatabase() {
        noClasses()
                .that()
                .resideInAPackage("..monitoring.application..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.opscope.kit.sql..",
                        "..monitoring.engine..",
                        "..monitoring.watch..",
                        "..monitoring.pipeline..",
                        "..monitoring.alert..")
                .check(code());
        noClasses()
                .that()
                .resideOutsideOfPackage("..monitoring.application..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..monitoring.application..")
                .check(code());
    }

    @Test
    void whatIsKnownOfARunIsPure() {
        classes()
                .that()
                .resideInAPackage("..monitoring.pipeline.run..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "..monitoring.pipeline.run..", "org.jspecify..")
                .check(code());
    }
}
