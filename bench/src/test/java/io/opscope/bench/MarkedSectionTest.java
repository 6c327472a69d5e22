package io.opscope.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MarkedSectionTest {

    private static final String DOCUMENT = """
            By hand.

            <!-- one -->

            old

            <!-- /one -->

            Between.

            <!-- two -->
            <!-- /two -->
            """;

    @Test
    void onlyWhatIsBetweenTheMarksIsReplaced() {
        assertEquals(DOCUMENT.replace("old", "new"), MarkedSection.replaced(DOCUMENT, "one", "new\n"));
    }

    @Test
    void anEmptySectionIsFilled() {
        var filled = MarkedSection.replaced(DOCUMENT, "two", "$1 \\ figures");
        assertTrue(filled.endsWith("<!-- two -->\n\n$1 \\ figures\n\n<!-- /two -->\n"), filled);
    }

    @Test
    void theSameTwiceChangesNothing() {
        var once = MarkedSection.replaced(DOCUMENT, "two", "figures");
        assertEquals(once, MarkedSection.replaced(once, "two", "figures"));
    }

    @Test
    void aDocumentWithoutTheSectionIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> MarkedSection.replaced(DOCUMENT, "three", "figures"));
    }

    @Test
    void aSectionThatIsThereTwiceIsRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> MarkedSection.replaced(DOCUMENT + DOCUMENT, "one", "figures"));
    }

    @Test
    void everyMeasurementHasItsSection() throws IOException {
        var document = Files.readString(Path.of("../docs/benchmarks.md"));
        for (var name : Bench.NAMES) {
            var filled = MarkedSection.replaced(document, name, "figures");
            assertTrue(filled.contains("<!-- " + name + " -->\n\nfigures\n\n<!-- /" + name + " -->"), name);
        }
    }
}
