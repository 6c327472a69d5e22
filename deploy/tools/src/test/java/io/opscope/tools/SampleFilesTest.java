package io.opscope.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two files of real records, mapped as the tour maps them, give the figures the tour promises. */
class SampleFilesTest {

    private static final Path SAMPLES = Path.of(System.getProperty("opscope.repository", "../.."), "deploy", "samples");
    private static final Map<String, String> KEY = Map.of("OPSCOPE_API_KEY", "ops_test");

    static final List<String> JOBS = List.of(
            "--map", "id=job_id",
            "--map", "created_at=epoch(submit_epoch_s)",
            "--map", "started_at=epoch(submit_epoch_s + wait_s)",
            "--map", "completed_at=epoch(submit_epoch_s + wait_s + run_s)",
            "--map", "tool=queue",
            "--map", "status=swf_status == 1 ? \"completed\" : \"failed\"",
            "--map", "user_id=user_id",
            "--map", "attributes.processors=processors",
            "--map", "attributes.node_hours=round(processors * run_s / 3600, 2)");
    static final List<String> INVOICES = List.of(
            "--map", "id=invoice_no",
            "--map", "created_at=invoice_date_utc",
            "--map", "user_id=customer_id",
            "--map", "amount=amount_gbp",
            "--map", "currency=\"GBP\"",
            "--map", "status=invoice_no.startsWith(\"C\") ? \"refunded\" : \"completed\"",
            "--map", "attributes.country=country");

    @TempDir
    Path folder;

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
    void theClusterJobsGiveTheFiguresOfTheTour() throws IOException {
        // When
        var run = importing("jobs", "cluster-jobs-2013.csv.gz", JOBS);
        // Then
        assertThat(run.err()).doesNotContain("xception");
        assertThat(run.out())
                .isEqualToIgnoringNewLines(
                        "17,898 accepted, 0 updated, 0 duplicates, 2 rejected (report: " + rejects() + ")");
        assertThat(run.exitCode()).isZero();
        assertThat(Files.readAllLines(rejects()))
                .containsExactly(
                        "line,id,reason",
                        "4187,4185,completed_at lies before started_at",
                        "4201,4199,completed_at lies before started_at");
        var jobs = suite.records("jobs");
        assertThat(jobs)
                .hasSize(17_898)
                .allMatch(job -> job.get("status").asText().equals("completed"));
        var seconds = jobs.stream()
                .mapToLong(job -> Duration.between(at(job, "started_at"), at(job, "completed_at"))
                        .toSeconds())
                .average();
        assertThat(seconds.orElseThrow()).isBetween(50_131.85, 50_131.95);
        var perTool = jobs.stream()
                .collect(Collectors.groupingBy(job -> job.get("tool").asText(), Collectors.counting()));
        assertThat(perTool.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .orElseThrow()
                        .getKey())
                .isEqualTo("q_1d");
        assertThat(newest(jobs)).isEqualTo(Instant.parse("2026-11-21T04:17:19Z"));
        var first = suite.record("jobs", "1");
        assertThat(first.get("user_id").asText()).isEqualTo("101");
        assertThat(first.get("created_at").asText()).isEqualTo("2026-08-02T23:31:35Z");
        assertThat(first.get("started_at").asText()).isEqualTo("2026-08-02T23:32:46Z");
        assertThat(first.get("attributes").get("processors").asText()).isEqualTo("12");
        assertThat(first.get("attributes").get("node_hours").decimalValue()).isEqualByComparingTo("3880.99");
    }

    @Test
    void theInvoicesGiveTheFiguresOfTheTour() throws IOException {
        // When
        var run = importing("transactions", "retail-invoices-2010-12_2011-06.csv.gz", INVOICES);
        // Then
        assertThat(run.out()).isEqualToIgnoringNewLines("12,795 accepted, 0 updated, 0 duplicates, 0 rejected");
        assertThat(rejects()).doesNotExist();
        var completed = suite.records("transactions").stream()
                .filter(payment -> payment.get("status").asText().equals("completed"))
                .toList();
        assertThat(completed).hasSize(10_789);
        assertThat(sum(completed)).isEqualByComparingTo("4826466.49");
        var perDay = new HashMap<String, BigDecimal>();
        completed.forEach(payment -> perDay.merge(
                payment.get("created_at").asText().substring(0, 10),
                payment.get("amount").decimalValue(),
                BigDecimal::add));
        assertThat(perDay.values().stream().max(BigDecimal::compareTo).orElseThrow())
                .isEqualByComparingTo("99618.20");
        assertThat(newest(suite.records("transactions"))).isEqualTo(Instant.parse("2026-11-21T20:08:00Z"));
        assertThat(suite.records("transactions").stream().filter(payment -> !payment.has("user_id")))
                .hasSize(2_090);
    }

    @Test
    void aSecondImportOnTheSameDayChangesNothing() {
        // Given
        importing("transactions", "retail-invoices-2010-12_2011-06.csv.gz", INVOICES);
        // When
        var second = importing("transactions", "retail-invoices-2010-12_2011-06.csv.gz", INVOICES);
        // Then
        assertThat(second.out()).isEqualToIgnoringNewLines("0 accepted, 0 updated, 12,795 duplicates, 0 rejected");
    }

    @Test
    void aSecondImportOnALaterDayMovesTheRecordsAndCountsNoneTwice() {
        // Given
        importing("transactions", "retail-invoices-2010-12_2011-06.csv.gz", INVOICES);
        // When
        var second = importing(
                CommandLineRun.NOW.plus(Duration.ofDays(3)),
                "transactions",
                "retail-invoices-2010-12_2011-06.csv.gz",
                INVOICES);
        // Then
        assertThat(second.out()).isEqualToIgnoringNewLines("0 accepted, 12,795 updated, 0 duplicates, 0 rejected");
        assertThat(newest(suite.records("transactions"))).isEqualTo(Instant.parse("2026-11-24T20:08:00Z"));
    }

    private CommandLineRun importing(String kind, String file, List<String> mappings) {
        return importing(CommandLineRun.NOW, kind, file, mappings);
    }

    private CommandLineRun importing(Instant now, String kind, String file, List<String> mappings) {
        var arguments =
                new ArrayList<>(List.of("import", kind, SAMPLES.resolve(file).toString()));
        arguments.addAll(mappings);
        arguments.addAll(List.of(
                "--shift-to-yesterday",
                "--url",
                suite.url(),
                "--rejects",
                rejects().toString()));
        return CommandLineRun.at(now, KEY, arguments.toArray(String[]::new));
    }

    private Path rejects() {
        return folder.resolve("rejected.csv");
    }

    private static Instant at(JsonNode record, String field) {
        return Instant.parse(record.get(field).asText());
    }

    private static Instant newest(Iterable<JsonNode> records) {
        var newest = Instant.MIN;
        for (var record : records) {
            for (var field : List.of("created_at", "completed_at")) {
                if (record.has(field) && at(record, field).isAfter(newest)) {
                    newest = at(record, field);
                }
            }
        }
        return newest;
    }

    private static BigDecimal sum(List<JsonNode> payments) {
        return payments.stream()
                .map(payment -> payment.get("amount").decimalValue())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
