package io.opscope.metrics.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {

    private static final Set<String> UNITS =
            Set.of("seconds", "MB", "money", "points", "issues", "segments", "credits", "as sent");

    private final Catalogue catalogue = new Catalogue(Optional.empty());

    @Test
    void everyEntryInTheFolderIsAFamily() throws IOException {
        try (var files = Files.list(Path.of("src/main/resources/catalogue"))) {
            var names = files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .filter(name -> !List.of("outcomes", "families").contains(name))
                    .sorted()
                    .toList();
            assertEquals(
                    names,
                    catalogue.families().stream().map(Family::name).sorted().toList());
        }
    }

    @Test
    void everyEntrySaysWhatItIsAbout() {
        for (var family : catalogue.families()) {
            var text = read("src/main/resources/catalogue/" + family.name() + ".yaml");
            assertTrue(text.startsWith("# "), family.name() + " begins without a description");
        }
    }

    @Test
    void idsAndNamesAreUnique() {
        assertUnique(catalogue.families().stream().map(Family::id).toList());
        for (var family : catalogue.families()) {
            if (!family.isCounted()) {
                continue;
            }
            assertUnique(family.sets().stream().map(DimensionSet::id).toList());
            assertUnique(family.sets().stream().map(DimensionSet::name).toList());
            assertUnique(family.sets().stream().map(DimensionSet::dimensions).toList());
            var measures = family.measures().stream().map(Measure::name).toList();
            assertEquals(measures.size(), new HashSet<>(measures).size(), measures + " are not unique");
            assertUnique(family.dimensions());
        }
    }

    @Test
    void unitsAreKnown() {
        catalogue.families().stream()
                .flatMap(family -> family.measures().stream())
                .forEach(measure -> assertTrue(UNITS.contains(measure.unit()), measure + " has an unknown unit"));
    }

    @Test
    void whatIsNamedIsDeclared() {
        for (var family : catalogue.families()) {
            var fields = family.fields().keySet();
            assertTrue(fields.contains(family.eventTime()));
            assertTrue(fields.containsAll(family.timeOrder()));
            assertTrue(fields.containsAll(family.dimensions()));
            for (var measure : family.measures()) {
                assertTrue(measure.firstOf() == null || fields.containsAll(measure.firstOf()), measure.name());
                assertTrue(measure.from() == null || fields.contains(measure.from()), measure.name());
                assertTrue(measure.until() == null || fields.contains(measure.until()), measure.name());
            }
        }
    }

    @Test
    void aStatusMeansTheSameWhateverItsCase() {
        assertEquals(Outcome.SUCCESS, catalogue.outcome("Pass_With_AutoFix"));
        assertEquals(Outcome.FAILURE, catalogue.outcome("UNDELIVERED"));
        assertEquals(Outcome.CANCELLED, catalogue.outcome("refunded"));
        assertEquals(Outcome.IN_PROGRESS, catalogue.outcome("retrying"));
        assertEquals(Outcome.IN_PROGRESS, catalogue.outcome("no such status"));
    }

    @Test
    void aSetOfUndeclaredDimensionsIsRefused() {
        var set = new DimensionSet(1, "colour", List.of("colour"), null, false, false);
        assertThrows(
                IllegalArgumentException.class,
                () -> new Family(
                        9,
                        "x",
                        "at",
                        List.of(),
                        Map.of(),
                        List.of(),
                        List.of("shape"),
                        List.of(set),
                        null,
                        false,
                        null));
    }

    @Test
    void anOperatorsDirectoryAddsFamiliesAndPutsEntriesInTheirPlace(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("deliveries.yaml"), read("src/test/catalogue/deliveries.yaml"));
        var jobs = read("src/main/resources/catalogue/jobs.yaml")
                .replace("strategy, qc_status]", "strategy, qc_status, region]")
                .replace("sets:", "sets:\n  - {id: 7, name: region, dimensions: [region]}");
        Files.writeString(directory.resolve("jobs.yaml"), jobs);
        Files.writeString(directory.resolve("README.md"), "no entry");

        var own = new Catalogue(Optional.of(directory));

        assertEquals(100, own.family("deliveries").orElseThrow().id());
        assertEquals(List.of("region"), own.jobs().set(List.of("region")).dimensions());
        assertNotEquals(catalogue.jobs().edition(), own.jobs().edition());
        assertEquals(catalogue.families().size() + 1, own.families().size());
    }

    @Test
    void anEntryThatWouldSpoilWhatIsStoredStopsTheService(@TempDir Path directory) {
        var jobs = read("src/main/resources/catalogue/jobs.yaml");
        var deliveries = read("src/test/catalogue/deliveries.yaml");
        assertRefused(directory, jobs.replace("id: 1\n", "id: 8\n"), "needs the id 1");
        assertRefused(directory, jobs.replace("[status, tool,", "[tool, status,"), "order is stored");
        assertRefused(directory, deliveries.replace("id: 100", "id: 7"), "needs an id from 100");
        assertRefused(directory, deliveries.replace("name: deliveries", "name: No Name"), "is named by");
        assertRefused(directory, deliveries.replace("[weight_kg]", "[weight]"), "measures weight");
        assertRefused(directory, deliveries.replace("id: 2,", "id: 1,"), "the same twice");
        assertRefused(
                directory, deliveries.replace("dimensions: [depot]", "dimensions: [colour]"), "unknown dimension");
        assertRefused(directory, deliveries.replace("max: 100", "max: 300"), "a status of at most 200");
        assertRefused(
                directory,
                jobs.replace(
                        "sets:", "sets:\n  - {id: 7, name: most, dimensions: [tool, provider, strategy, qc_status]}"),
                "more than 3 dimensions");
        assertRefused(directory, "nothing: of the kind", "is no entry");
    }

    private static void assertRefused(Path directory, String entry, String reason) {
        write(directory.resolve("entry.yaml"), entry);
        var refusal = assertThrows(RuntimeException.class, () -> new Catalogue(Optional.of(directory)));
        assertTrue(String.valueOf(refusal.getMessage()).contains(reason), refusal.getMessage());
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertUnique(List<?> values) {
        assertFalse(values.isEmpty());
        assertEquals(values.size(), new HashSet<>(values).size(), values + " are not unique");
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
