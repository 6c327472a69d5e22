package io.opscope.monitoring.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.monitoring.engine.LockWait;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockadesTest {

    @Test
    void aChainIsABranch() {
        var blockades = new Blockades(List.of(wait("3", "2"), wait("2", "1")));
        var two = blockades.blockersOf("3").get(0);
        assertEquals("2", two.queryId());
        assertEquals("1", two.blockedBy().get(0).queryId());
        assertEquals(List.of(), two.blockedBy().get(0).blockedBy());
        assertFalse(two.shortened());
        assertEquals(List.of("2"), blockades.waitingFor("1"));
        assertEquals(List.of(), blockades.blockersOf("1"));
    }

    @Test
    void aCycleEndsWhereItCloses() {
        var blockades = new Blockades(List.of(wait("1", "2"), wait("2", "3"), wait("3", "1"), wait("4", "4")));
        var three = blockades.blockersOf("1").get(0).blockedBy().get(0);
        assertEquals("3", three.queryId());
        assertEquals("1", three.blockedBy().get(0).queryId());
        assertTrue(three.blockedBy().get(0).shortened());
        assertEquals(1, blockades.blockersOf("4").size());
    }

    @Test
    void aLineInWhichEverybodyWaitsForAllBeforeThemStaysSmall() {
        var waits = new ArrayList<LockWait>();
        for (var waiter = 1; waiter < 100; waiter++) {
            for (var before = 0; before < waiter; before++) {
                waits.add(wait(String.valueOf(waiter), String.valueOf(before)));
            }
        }
        var tree = new Blockades(waits).blockersOf("99");
        assertTrue(count(tree) <= 50, count(tree) + " entries");
        assertEquals(50, new Blockades(waits).waitingFor("0").size());
    }

    @Test
    void preparedTransactionsAreToldApartThoughNoneHasASession() {
        var blockades = new Blockades(List.of(prepared("1", "one"), prepared("1", "two\0")));
        var names = blockades.blockersOf("1").stream()
                .map(Blocker::preparedTransaction)
                .toList();
        assertEquals(List.of("one", "two\ufffd"), names);
        assertTrue(blockades.blockersOf("1").stream().noneMatch(Blocker::shortened));
    }

    private static int count(List<Blocker> tree) {
        return tree.stream().mapToInt(it -> 1 + count(it.blockedBy())).sum();
    }

    private static LockWait wait(String waiter, String holder) {
        return new LockWait(waiter, new LockWait.Holder(holder, "shop", "ann", "UPDATE", "active", null, null));
    }

    private static LockWait prepared(String waiter, String name) {
        return new LockWait(waiter, new LockWait.Holder("0", null, null, null, "prepared transaction", null, name));
    }
}
