package io.opscope.gateway.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class GcraTest {

    private static final int MOST_REPLICAS = 4;

    @Property
    void noStretchOfTimeSeesMoreThanTheBurstAndWhatCameBack(
            @ForAll("limits") Gcra gcra, @ForAll @Size(max = 200) List<@IntRange(max = 3_000) Integer> pauses) {
        var admitted = new ArrayList<Long>();
        var now = 0L;
        var fullAt = 0L;
        for (var pause : pauses) {
            now += pause;
            if (gcra.waitNanos(fullAt, now) == 0) {
                fullAt = gcra.after(fullAt, now, 1);
                admitted.add(now);
            }
        }
        assertKept(gcra, admitted);
    }

    @Property
    void whoIsRefusedIsAdmittedAfterExactlyTheTimeThatWasTold(
            @ForAll("limits") Gcra gcra, @ForAll @IntRange(min = 1, max = 5_000) int aheadOfNow) {
        var now = 1_000_000L;
        var fullAt = now + gcra.windowNanos() - gcra.stepNanos() + aheadOfNow;
        var wait = gcra.waitNanos(fullAt, now);
        assertEquals(aheadOfNow, wait);
        assertTrue(gcra.waitNanos(fullAt, now + wait - 1) > 0);
        assertEquals(0, gcra.waitNanos(fullAt, now + wait));
    }

    @Property
    void asManyAreLeftAsCanBeTaken(@ForAll("limits") Gcra gcra, @ForAll @IntRange(max = 100_000) int ahead) {
        var now = 1_000_000L;
        var fullAt = now + ahead;
        var left = gcra.left(fullAt, now);
        var taken = 0L;
        while (gcra.waitNanos(fullAt, now) == 0) {
            fullAt = gcra.after(fullAt, now, 1);
            taken++;
        }
        assertEquals(taken, Math.max(0, left));
    }

    /** Replicas lease and use as they like, each request on any of them: together they keep to the one limit. */
    @Property
    void permitsThatAreLeasedAndLapseAreNeverCountedTwice(
            @ForAll("limits") Gcra gcra, @ForAll @Size(max = 300) List<@IntRange(max = 1_000_000) Integer> choices) {
        var leases = new Lease[MOST_REPLICAS];
        var admitted = new ArrayList<Long>();
        var now = 0L;
        var shared = 0L;
        for (var choice : choices) {
            now += choice % 1_000;
            var replica = choice / 1_000 % MOST_REPLICAS;
            if (leases[replica] == null || choice / 1_000 % 7 == 0) {
                var permits = Math.min(1 + choice / 1_000 % 5, Math.max(0, gcra.left(shared, now)));
                shared = gcra.after(shared, now, permits);
                leases[replica] = new Lease(gcra.stepNanos(), shared, permits);
            }
            if (leases[replica].take(now)) {
                admitted.add(now);
            } else {
                leases[replica] = null;
            }
        }
        assertKept(gcra, admitted);
    }

    @Property
    void aLeaseIsGoodForAsManyAsItSaysAndNoMore(@ForAll("limits") Gcra gcra, @ForAll @IntRange(max = 50) int permits) {
        var fullAt = gcra.after(0, 0, permits);
        var lease = new Lease(gcra.stepNanos(), fullAt, permits);
        for (var i = 0; i < permits; i++) {
            assertTrue(lease.take(0));
        }
        assertEquals(false, lease.take(0));
        var late = new Lease(gcra.stepNanos(), fullAt, permits);
        assertEquals(false, late.take(fullAt));
    }

    @Property
    void whileNobodyCountsForAllTheyComeToTwiceTheLimitAtMost(
            @ForAll("limits") Gcra gcra, @ForAll @IntRange(min = 1, max = 20) int replicas) {
        var share = Terms.of(gcra, replicas).share();
        if (gcra.burst() * 2 >= replicas) {
            assertTrue(share.burst() * replicas <= 2 * gcra.burst());
        }
        assertTrue(share.burst() <= gcra.burst());
        assertTrue(share.windowNanos() <= gcra.windowNanos());
    }

    @Test
    void aLimitIsWrittenAsPeopleSayIt() {
        assertEquals(new Gcra(2_000_000, 5_000), written("500/s burst 5000"));
        assertEquals(new Gcra(6_000_000_000L, 20), written(" 10/m burst 20 "));
        assertEquals(new Gcra(36_000_000_000L, 1), written("100/h burst 1"));
        for (var off : List.of("off", "0", "0/s burst 5")) {
            assertTrue(Quota.parse("opscope.limit.user", off).isEmpty());
        }
        for (var wrong : List.of("", "500", "500/s", "500/d burst 2", "1/s burst 0", "1/h burst 25", "-1/s burst 1")) {
            var refused = assertThrows(IllegalArgumentException.class, () -> written(wrong), wrong);
            assertTrue(refused.getMessage().contains("opscope.limit.user"), refused.getMessage());
        }
    }

    private static Gcra written(String text) {
        return Quota.parse("opscope.limit.user", text).orElseThrow().gcra();
    }

    /** Any two admitted ones, with all between them. */
    private static void assertKept(Gcra gcra, List<Long> admitted) {
        for (var first = 0; first < admitted.size(); first++) {
            for (var last = first; last < admitted.size(); last++) {
                var most = gcra.burst() + (admitted.get(last) - admitted.get(first)) / gcra.stepNanos();
                assertTrue(last - first + 1 <= most, "More than " + most);
            }
        }
    }

    @Provide
    Arbitrary<Gcra> limits() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, 2_000),
                        Arbitraries.longs().between(1, 30))
                .as(Gcra::new);
    }
}
