package io.opscope.monitoring.advice.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TextAdviceTest {

    private static final Finding NO_WHERE = Finding.ALL_READ;
    private static final Finding STAR = Finding.STAR;

    @Test
    void aStatementThatNarrowsDownAndNamesItsColumnsIsLeftAlone() {
        assertEquals(List.of(), TextAdvice.on("SELECT id, name FROM orders WHERE id = $1"));
        assertEquals(List.of(), TextAdvice.on("SELECT id FROM orders ORDER BY at DESC LIMIT $1"));
        assertEquals(List.of(), TextAdvice.on("INSERT INTO orders (id) VALUES ($1)"));
        assertEquals(List.of(), TextAdvice.on("VACUUM orders"));
    }

    @Test
    void aSelectThatNarrowsNothingDownIsNamed() {
        assertEquals(List.of(NO_WHERE), TextAdvice.on("SELECT status, count(*) FROM shop.orders o GROUP BY status"));
        assertEquals(List.of(NO_WHERE, STAR), TextAdvice.on("select * from \"Orders\""));
        assertEquals(List.of(NO_WHERE), TextAdvice.on("SELECT id /* where */ FROM orders -- where\n ORDER BY id"));
        assertEquals(List.of(NO_WHERE), TextAdvice.on("SELECT id, 'where' FROM orders"));
        assertEquals(List.of(NO_WHERE), TextAdvice.on("SELECT (SELECT a FROM b WHERE c = $1) FROM orders"));
    }

    @Test
    void whatTheTextDoesNotProveIsNotClaimed() {
        assertEquals(List.of(), TextAdvice.on("SELECT n FROM generate_series($1, $2) n"));
        assertEquals(List.of(), TextAdvice.on("SELECT n FROM (SELECT id AS n FROM orders WHERE id < $1) few"));
        assertEquals(List.of(), TextAdvice.on("WITH few AS (SELECT id FROM orders WHERE id < $1) SELECT id FROM few"));
        assertEquals(List.of(), TextAdvice.on("SELECT max(id) FROM orders"));
        assertEquals(List.of(), TextAdvice.on("SELECT a.id FROM a JOIN b ON b.id = a.id"));
        assertEquals(List.of(), TextAdvice.on("SELECT now()"));
    }

    @Test
    void aChangeWithoutWhereIsNamedByWhatItDoes() {
        assertEquals(List.of(Finding.ALL_UPDATED), TextAdvice.on("UPDATE orders SET seen = $1"));
        assertEquals(List.of(Finding.ALL_DELETED), TextAdvice.on("DELETE FROM orders"));
        assertEquals(List.of(), TextAdvice.on("DELETE FROM orders WHERE id = $1"));
        assertEquals(
                List.of(Finding.ALL_UPDATED),
                TextAdvice.on("UPDATE orders SET total = (SELECT sum(p) FROM item WHERE item.o = orders.id)"));
    }

    @Test
    void aStarIsSeenWhereItMeansEveryColumnAndNowhereElse() {
        assertEquals(List.of(STAR), TextAdvice.on("SELECT o.*, $1 FROM orders o WHERE id = $2"));
        assertEquals(List.of(STAR), TextAdvice.on("SELECT DISTINCT * FROM orders WHERE id = $1"));
        assertEquals(List.of(), TextAdvice.on("SELECT price * amount FROM orders WHERE id = $1"));
        assertEquals(List.of(), TextAdvice.on("SELECT count(*) FROM orders WHERE id = $1"));
        assertEquals(List.of(), TextAdvice.on("SELECT id FROM a WHERE EXISTS (SELECT * FROM b WHERE b.id = a.id)"));
    }

    @Test
    void aPatternIsSaidToNeedASampleInsteadOfBeingGuessed() {
        var text = "SELECT id FROM orders WHERE name ILIKE $1";
        assertEquals(List.of(Finding.SAMPLE_NEEDED), TextAdvice.on(text));
        assertTrue(Finding.SAMPLE_NEEDED.sentence().endsWith("sample needed."));
        assertEquals(
                List.of(Finding.SAMPLE_NEEDED),
                TextAdvice.on("SELECT (SELECT count(*) FROM orders WHERE name LIKE $1), pg_sleep($2)"));
        assertEquals(
                List.of(Finding.SAMPLE_NEEDED),
                TextAdvice.on(
                        "SELECT coalesce((SELECT max(id) FROM orders WHERE name LIKE $1), $2) FROM one WHERE id = $3"));
        assertEquals(List.of(), TextAdvice.on("SELECT name LIKE $1 FROM orders WHERE id = $2"));
    }

    @Test
    void aSampleTellsWhetherAPatternBeginsWithAWildcard() {
        var text = "SELECT * FROM orders WHERE name LIKE $1";
        assertEquals(
                List.of(STAR, Finding.WILDCARD), TextAdvice.on(text, "SELECT * FROM orders WHERE name LIKE '%smith'"));
        assertEquals(List.of(STAR), TextAdvice.on(text, "SELECT * FROM orders WHERE name LIKE 'smith%'"));
        for (var nothing : new String[] {"SELECT * FROM orders WHERE name LIKE $1", "SELECT * FROM orders WHERE na"}) {
            assertEquals(List.of(STAR, Finding.SAMPLE_NEEDED), TextAdvice.on(text, nothing), nothing);
        }
    }

    @Test
    void whatOneSystemCallsByAnotherNameIsFoundAsWell() {
        assertEquals(List.of(NO_WHERE, STAR), TextAdvice.on("TABLE orders"));
        assertEquals(List.of(NO_WHERE), TextAdvice.on("SELECT a.id FROM a LEFT JOIN b ON b.id = a.id"));
        assertEquals(List.of(NO_WHERE), TextAdvice.on("SELECT a.id FROM a, b"));
        assertEquals(List.of(), TextAdvice.on("SELECT a.id FROM a, (SELECT id FROM b WHERE c = $1) b"));
        assertEquals(List.of(), TextAdvice.on("SELECT a FROM dual"));
        assertEquals(List.of(Finding.SAMPLE_NEEDED), TextAdvice.on("SELECT a FROM b WHERE c ~~* $1"));
        assertEquals(List.of(), TextAdvice.on("SELECT a FROM b WHERE c !~~ $1 AND d > date $2 - interval $3 day"));
    }

    @Test
    void aCommentOrQuotationHidesNothing() {
        assertEquals(List.of(STAR), TextAdvice.on("SELECT /* a /* b */ c */ * FROM orders WHERE a = E'\\'' --'"));
        assertEquals(List.of(STAR), TextAdvice.on("SELECT * FROM orders WHERE a = $x$ LIKE '%b' $x$"));
        assertEquals(List.of(), TextAdvice.on("SELECT a FROM b WHERE c LIKE E'\\\\%d'"));
        assertEquals(List.of(Finding.WILDCARD), TextAdvice.on("SELECT a FROM b WHERE c LIKE '' || E'%d'"));
    }

    @Test
    void aRecursiveQueryIsNotFollowedRound() {
        var text = "WITH RECURSIVE t AS (SELECT id FROM t UNION ALL SELECT n.id FROM n JOIN t ON n.up = t.id)"
                + " SELECT id FROM t";
        assertEquals(List.of(NO_WHERE), TextAdvice.on(text));
    }

    @Test
    void aVeryLongTextIsReadLikeAnyOther() {
        var quotes = "'it''s'".repeat(50_000);
        assertEquals(List.of(), TextAdvice.on("SELECT id FROM orders WHERE name = " + quotes));
        assertEquals(List.of(), TextAdvice.on("SELECT " + "(".repeat(100_000)));
    }

    @Property
    void noTextAtAllBringsItDown(@ForAll String text) {
        assertNotNull(TextAdvice.on(text));
    }
}
