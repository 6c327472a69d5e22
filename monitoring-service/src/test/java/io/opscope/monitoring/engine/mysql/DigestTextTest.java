package io.opscope.monitoring.engine.mysql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class DigestTextTest {

    private static final long ROOMY = 1_000_000;

    @Test
    void whatIsCutOffHereIsMarkedAsWhatTheServerCuts() {
        var head = "UPDATE `ware` SET `n` = `n`";
        for (var more : List.of(" + `n`".repeat(1_700), "\ud83d\ude00".repeat(5_000), "x\ud83d\ude00".repeat(3_400))) {
            var told = DigestText.marked(head + more + " WHERE `id` = ?", ROOMY);
            assertEquals(10_002, told.length());
            assertTrue(told.endsWith(" \u2026"), told);
            assertTrue(
                    told.codePoints()
                            .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE),
                    told);
        }
        var whole = head + " ".repeat(10_000 - head.length());
        assertEquals(whole, DigestText.marked(whole, ROOMY));
    }

    @Test
    void aNameWithoutAnEndIsReadHoweverLongItIs() {
        for (var rest : List.of("a".repeat(9_900), "``".repeat(4_900), "a``".repeat(3_300), "a b".repeat(3_300))) {
            var text = "SELECT `" + rest;
            assertEquals(text, DigestText.marked(text, ROOMY));
            assertEquals(text + " \u2026", DigestText.marked(text, 1));
        }
    }
}
