package io.opscope.monitoring.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** How the places for logs are shared out. */
class PlacesTest {

    private final Places places = new Places(8);

    @Test
    void aTenantWithManySlowSourcesLeavesPlacesToOthers() {
        assertEquals(4, taken("slow"));
        assertEquals(2, taken("another"));
        assertEquals(1, taken("third"));
        places.giveBack("third");
        assertFalse(places.take("slow"));
        assertTrue(places.take("fourth"));
    }

    @Test
    void aPlaceThatWasGivenBackIsTakenAgain() {
        for (var round = 0; round < 3; round++) {
            var taken = taken("alone");
            assertEquals(4, taken);
            for (var i = 0; i < taken; i++) {
                places.giveBack("alone");
            }
        }
        var only = new Places(1);
        assertTrue(only.take("alone"));
        assertFalse(only.take("another"));
        only.giveBack("alone");
        assertTrue(only.take("another"));
    }

    private int taken(String tenant) {
        var taken = 0;
        while (places.take(tenant)) {
            taken++;
        }
        return taken;
    }
}
