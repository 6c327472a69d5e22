package io.opscope.metrics.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    private static final Set<String> UNITS =
            Set.of("seconds", "MB", "money", "points", "issues", "segments", "credits", "as sent");

    private final Catalogue catalogue = new Catalogue();

    @Test
    void everyEntryInTheFolderIsAFamily() throws IOException {
        try (var files = Files.list(Path.of("src/main/resources/catalogue"))) {
            var names = files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .filter(name -> !name.equals("outcomes"))
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
                        9, "x", "at", List.of(), Map.of(), List.of(), List.of("shape"), List.of(set), null, false));
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
