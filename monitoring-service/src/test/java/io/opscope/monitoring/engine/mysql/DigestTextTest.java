package io.opscope.monitoring.engine.mysql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class DigestTextTest {

    private static final long ROOMY = 1_000_000;

    @Test
    void aNameWithoutAnEndIsReadHoweverLongItIs() {
        for (var rest : List.of("a".repeat(9_900), "``".repeat(4_900), "a``".repeat(3_300), "a b".repeat(3_300))) {
            var text = "SELECT `" + rest;
            assertEquals(text, DigestText.marked(text, ROOMY));
            assertEquals(text + " \u2026", DigestText.marked(text, 1));
        }
    }
}
