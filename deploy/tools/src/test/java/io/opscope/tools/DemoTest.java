package io.opscope.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The made-up history: believable, the same for the same seed, and never counted twice. */
class DemoTest {

    private static final Map<String, String> ACCOUNT =
            Map.of("OPSCOPE_EMAIL", "admin@opscope.local", "OPSCOPE_PASSWORD", "secret");

    private FakeSuite suite;

    @BeforeEach
    void start() throws IOException {
        suite = new FakeSuite();
    }

    @AfterEach
    void stop() {
        suite.close();
    }

    @Test
    void sixMonthsOfHistoryLookLikeACompanyAtWork() {
        // When
        var run = demo(CommandLineRun.NOW);
        // Then
        assertThat(run.err()).doesNotContain("xception");
        assertThat(run.exitCode()).isZero();
        var jobs = suite.records("jobs");
        var payments = suite.records("transactions");
        assertThat(jobs.size() + payments.size()).isBetween(60_000, 130_000);
        assertThat(suite.directory().keySet().stream().filter(id -> id.startsWith("users/")))
                .hasSize(40);
        assertThat(suite.directory().values().stream()
                        .map(user -> user.path("email").asText())
                        .filter(email -> !email.isEmpty())
                        .distinct())
                .hasSize(40);
        assertThat(jobs.stream().map(job -> "users/" + text(job, "user_id")).distinct())
                .isSubsetOf(suite.directory().keySet());
        assertThat(jobs.stream().map(job -> "tools/" + text(job, "tool")).distinct())
                .isSubsetOf(suite.directory().keySet());
        var byStatus = counts(jobs, job -> text(job, "status"));
        var good = byStatus.get("completed") + byStatus.get("delivered");
        assertThat((double) good / jobs.size()).isBetween(0.88, 0.97);
        assertThat(byStatus).containsKeys("failed", "cancelled", "blocked");
        assertThat(counts(jobs, job -> text(job, "provider"))).containsOnlyKeys("openai", "anthropic", "mistral");
        assertThat(counts(jobs, job -> text(job, "qc_status"))).containsKeys("PASS", "PASS_WITH_AUTOFIX", "BLOCKED");
        assertThat(counts(payments, payment -> text(payment, "currency"))).containsOnlyKeys("USD", "EUR");
        assertThat(counts(payments, payment -> text(payment, "status")))
                .containsKeys("completed", "failed", "refunded");
        var byMonth = counts(jobs, job -> text(job, "created_at").substring(0, 7));
        assertThat(byMonth.get("2026-10")).isGreaterThan(byMonth.get("2026-06") * 11 / 10);
        var byDay = counts(jobs, job -> text(job, "created_at").substring(0, 10));
        assertThat(byDay.get("2026-11-18")).isGreaterThan(byDay.get("2026-11-21") * 3 / 2);
    }

    @Test
    void nothingOfTheHistoryLiesAheadOfNowOrOutOfOrder() {
        // When
        demo(CommandLineRun.NOW, "--months", "1");
        // Then
        for (var family : new String[] {"jobs", "transactions"}) {
            assertThat(suite.records(family)).allSatisfy(record -> {
                var before = Instant.EPOCH;
                for (var field : new String[] {"created_at", "started_at", "completed_at"}) {
                    if (record.has(field)) {
                        var at = Instant.parse(text(record, field));
                        assertThat(at).isBetween(before, CommandLineRun.NOW);
                        before = at;
                    }
                }
            });
        }
    }

    @Test
    void theSameSeedTellsTheSameStoryAndAnotherOneAnother() {
        // Given
        demo(CommandLineRun.NOW, "--months", "1");
        var first = Map.copyOf(byId());
        // When
        var again = demo(CommandLineRun.NOW, "--months", "1");
        // Then
        assertThat(again.out()).contains(": 0 accepted, 0 updated,").contains(" 0 rejected");
        assertThat(byId()).isEqualTo(first);
        // When
        demo(CommandLineRun.NOW, "--months", "1", "--seed", "21");
        // Then
        assertThat(byId()).isNotEqualTo(first);
    }

    @Test
    void toldAgainADayLaterTheStoryHasOnlyGoneOn() {
        // Given
        demo(CommandLineRun.NOW, "--months", "1");
        var before = byId();
        // When
        demo(CommandLineRun.NOW.plus(Duration.ofDays(1)), "--months", "1");
        // Then
        var after = byId();
        assertThat(after.size()).isGreaterThan(before.size());
        assertThat(before).allSatisfy((id, record) -> {
            var same = after.get(id);
            assertThat(same).isNotNull();
            if (record.has("completed_at")) {
                assertThat(same).isEqualTo(record);
            }
        });
    }

    private Map<String, JsonNode> byId() {
        return suite.records("jobs").stream().collect(Collectors.toMap(job -> text(job, "id"), Function.identity()));
    }

    private CommandLineRun demo(Instant now, String... more) {
        var arguments = new java.util.ArrayList<>(java.util.List.of("demo", "--url", suite.url()));
        arguments.addAll(java.util.List.of(more));
        return CommandLineRun.at(now, ACCOUNT, arguments.toArray(String[]::new));
    }

    private static Map<String, Long> counts(Collection<JsonNode> records, Function<JsonNode, String> by) {
        return records.stream().collect(Collectors.groupingBy(by, Collectors.counting()));
    }

    private static String text(JsonNode record, String field) {
        return record.path(field).asText();
    }
}
