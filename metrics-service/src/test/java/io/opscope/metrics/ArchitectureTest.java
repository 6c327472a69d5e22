package io.opscope.metrics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import io.opscope.kit.testing.ArchitectureRules;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest extends ArchitectureRules {

    ArchitectureTest() {
        super("metrics");
    }

    @Test
    void theCatalogueKnowsNoOtherRoom() {
        mayNotImport("catalogue", "rollup", "ingest", "directory", "query", "live", "api", "gauge");
    }

    @Test
    void rollupsKnowTheCatalogueOnly() {
        mayNotImport("rollup", "ingest", "directory", "query", "live", "api", "gauge");
    }

    @Test
    void whatComesInAndWhatIsAskedKnowNothingOfEachOther() {
        mayNotImport("ingest", "query", "live", "api", "gauge", "directory");
        mayNotImport("query", "ingest", "live", "api", "gauge");
        mayNotImport("directory", "ingest", "query", "live", "api", "gauge");
        mayNotImport("live", "api", "gauge");
    }

    @Test
    void whatTakesRecordsAwayIsCalledByAddressesOnly() {
        mayNotImport("erasure", "ingest", "query", "live", "api", "gauge");
        for (var room : new String[] {"catalogue", "rollup", "ingest", "query", "directory", "live", "gauge"}) {
            mayNotImport(room, "erasure");
        }
    }

    @Test
    void connectorsBringRecordsInAndNobodyNeedsThem() {
        mayNotImport("connector", "query", "live", "api", "gauge", "directory", "rollup");
        for (var room : List.of("catalogue", "rollup", "ingest", "directory", "query", "live", "api", "gauge")) {
            mayNotImport(room, "connector");
        }
    }

    @Test
    void whatIsRememberedOfTheSuiteIsKnownToAddressesOnly() {
        mayNotImport("history", "live", "api", "gauge", "directory", "erasure", "connector");
        for (var room : List.of(
                "catalogue", "rollup", "ingest", "directory", "query", "live", "gauge", "erasure", "connector")) {
            mayNotImport(room, "history");
        }
    }

    @Test
    void answersAreMadeOfQuestionsNotOfTheStore() {
        mayNotImport("api", "ingest", "gauge");
        noClasses()
                .that()
                .resideInAPackage("io.opscope.metrics.api..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.opscope.kit.sql..")
                .check(code());
    }

    @Test
    void sketchAndInsightArePureRooms() {
        for (var room : new String[] {"io.opscope.metrics.sketch..", "io.opscope.metrics.insight.."}) {
            classes()
                    .that()
                    .resideInAPackage(room)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("java..", "org.jspecify.annotations", room)
                    .check(code());
        }
    }

    private void mayNotImport(String room, String... others) {
        for (var other : others) {
            noClasses()
                    .that()
                    .resideInAPackage("io.opscope.metrics." + room + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.opscope.metrics." + other + "..")
                    .allowEmptyShould(true)
                    .check(code());
        }
    }
}
