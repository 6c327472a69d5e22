package io.opscope.tools.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.opscope.tools.FakeSuite;
import io.opscope.tools.suite.Credentials;
import io.opscope.tools.suite.Patience;
import io.opscope.tools.suite.Suite;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A quarter of an hour of live records, with the clock turned by hand. */
class LiveStreamTest {

    private static final Patience SHORT =
            new Patience(Duration.ofSeconds(5), Duration.ofMillis(5), Duration.ofMillis(20));

    @Test
    void jobsWaitRunAndEndUnderOneId() throws IOException {
        try (var fake = new FakeSuite()) {
            // Given
            var clock = new HandTurnedClock(Instant.parse("2026-11-19T09:00:00Z"));
            var stream = stream(fake, clock);
            var seen = new HashSet<String>();
            // When
            for (int second = 0; second < 900; second++) {
                clock.now = clock.now.plusSeconds(1);
                stream.tick();
                if (second % 5 == 0) {
                    fake.records("jobs")
                            .forEach(job -> seen.add(job.get("status").asText()));
                }
            }
            // Then
            assertThat(seen).contains("pending", "running", "completed");
            assertThat(stream.sent()).isBetween(900L, 3_300L);
            assertThat(fake.records("jobs")).hasSizeBetween(25, 250).allSatisfy(job -> {
                if (!Set.of("pending", "running").contains(job.get("status").asText())) {
                    assertThat(job.has("completed_at")).isTrue();
                }
            });
            assertThat(fake.records("transactions")).isNotEmpty();
        }
    }

    @Test
    void theStreamGoesOnByItselfWhenTheSuiteComesBack() throws IOException {
        try (var fake = new FakeSuite()) {
            // Given
            var clock = new HandTurnedClock(Instant.parse("2026-11-19T09:00:00Z"));
            var stream = stream(fake, clock);
            // When
            for (int i = 0; i < 20; i++) {
                fake.faults.add(FakeSuite.Fault.AWAY);
                fake.faults.add(FakeSuite.Fault.REQUEST_LOST);
                clock.now = clock.now.plusSeconds(10);
                stream.tick();
            }
            // Then
            assertThat(fake.records("jobs")).isNotEmpty();
        }
    }

    private static LiveStream stream(FakeSuite fake, Clock clock) {
        var suite = new Suite(URI.create(fake.url()), new Credentials.ApiKey("ops_test"), SHORT, reason -> {});
        return new LiveStream(new DemoWorld(20), suite, clock, 6, 3);
    }

    private static final class HandTurnedClock extends Clock {
        private Instant now;

        HandTurnedClock(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
