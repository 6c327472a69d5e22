package io.opscope.kit.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opscope.kit.auth.Scope;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ReadyAnswersTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    private final Tallies tallies = new Tallies("test", new SimpleMeterRegistry());
    private final AtomicBoolean stands = new AtomicBoolean(true);

    @Test
    void anAnswerIsGoodUntilItsTimeIsUp() {
        var answer = answer(report("hit", NOON.minusSeconds(270)), NOON);
        assertTrue(answer.isGoodAt(NOON.plusMillis(29_999)));
        assertFalse(answer.isGoodAt(NOON.plusSeconds(30)));
    }

    @Test
    void aQuestionOfAnotherMinuteIsAnotherQuestion() {
        var answer = answer(report("hit", NOON), NOON.plusMillis(59_999));
        assertTrue(answer.isGoodAt(NOON.plusMillis(59_999)));
        assertFalse(answer.isGoodAt(NOON.plusSeconds(60)), "the next minute");
        assertFalse(answer.isGoodAt(NOON.minusMillis(1)), "a clock that was put back");
    }

    @Test
    void anAnswerIsOldAsSoonAsTheDataIsAnother() {
        var answer = answer(report("hit", NOON), NOON);
        assertTrue(answer.isGoodAt(NOON));
        stands.set(false);
        assertFalse(answer.isGoodAt(NOON));
    }

    @Test
    void onlyWhatIsHeldAndCurrentMayBeRepeated() {
        assertTrue(report("hit", NOON).mayBeRepeated());
        assertFalse(report("miss", NOON).mayBeRepeated());
        assertFalse(report("stale", NOON).mayBeRepeated());
        stands.set(false);
        assertFalse(report("hit", NOON).mayBeRepeated());
    }

    @Test
    void memoryIsBoundedForAllAnswersAndForEach() {
        var answers = new ReadyAnswers(config());
        assertTrue(answers.mayHave(1_024));
        assertFalse(answers.mayHave(1_025));
        var now = Instant.now();
        var report = report("hit", now);
        for (int i = 0; i < 1_000; i++) {
            answers.keep(key("/" + i), answer(report, now));
        }
        var kept = 0;
        for (int i = 0; i < 1_000; i++) {
            kept += answers.find(key("/" + i)).isPresent() ? 1 : 0;
        }
        // each takes a little more than its 1,000 bytes and the 1,000 around them
        assertTrue(kept <= 8, kept + " answers of 2,000 bytes within 16 KB");
    }

    @Test
    void clearingLeavesNone() {
        var answers = new ReadyAnswers(config());
        answers.keep(key("/a"), answer(report("hit", NOON), NOON));
        assertTrue(answers.find(key("/a")).isPresent());
        answers.clear();
        assertTrue(answers.find(key("/a")).isEmpty());
    }

    @Test
    void agesAreToldInWholeSecondsAndNeverBelowZero() {
        var report = report("hit", NOON);
        assertEquals(0, report.ageSeconds(NOON.minusSeconds(3)));
        assertEquals(2, report.ageSeconds(NOON.plusMillis(2_900)));
        assertEquals("opscope; hit; ttl=298", report.status(2));
        assertEquals("opscope; fwd=miss; stored", report("miss", NOON).status(0));
        assertEquals(
                "opscope; hit; detail=stale; ttl=-100", report("stale", NOON).status(400));
    }

    private static CacheConfig config() {
        return new SmallRyeConfigBuilder()
                .withMapping(CacheConfig.class)
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withConverter(Duration.class, 100, new DurationConverter())
                .withDefaultValue("opscope.cache.ready-bytes", "16K")
                .withDefaultValue("opscope.cache.ready-bytes-of-one", "1K")
                .build()
                .getConfigMapping(CacheConfig.class);
    }

    private static ReadyKey key(String target) {
        return new ReadyKey(new Scope("t", "boss", Set.of("admin")), target, null, false);
    }

    private static ReadyAnswer answer(CacheReport report, Instant cameAt) {
        return new ReadyAnswer(report, cameAt, null, List.of(), new byte[1_000]);
    }

    private CacheReport report(String outcome, Instant loadedAt) {
        return new CacheReport(outcome, loadedAt, FIVE_MINUTES, stands::get, tallies);
    }
}
