package io.opscope.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.opscope.tools.FakeSuite.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The import command against a suite that behaves, one that is restarted, and one that is not there. */
class ImportTest {

    private static final Map<String, String> KEY = Map.of("OPSCOPE_API_KEY", "ops_test");
    private static final Map<String, String> ACCOUNT =
            Map.of("OPSCOPE_EMAIL", "admin@opscope.local", "OPSCOPE_PASSWORD", "secret");

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
    void columnsFillTheFieldsOfTheirOwnNamesWhenNothingIsMapped() throws IOException {
        // Given
        var file = file("id,created_at,status,amount,currency,colour\nt1,2026-11-01 10:00,paid,12.50,USD,red\n");
        // When
        var run = importing(KEY, "transactions", file);
        // Then
        assertThat(run.out()).isEqualToIgnoringNewLines("1 accepted, 0 updated, 0 duplicates, 0 rejected");
        assertThat(suite.record("transactions", "t1").toString())
                .isEqualTo("{\"id\":\"t1\",\"status\":\"paid\",\"amount\":12.5,\"currency\":\"USD\","
                        + "\"created_at\":\"2026-11-01T10:00:00Z\"}");
    }

    @Test
    void ndjsonKeepsNumbersExactAndAttributesAsTheyAre() throws IOException {
        // Given
        var file = file("""
                {"id":"t1","created_at":"2026-11-01T10:00:00+02:00","amount":0.1,"attributes":{"lines":3,"gift":true,"shop":"B"}}

                {"id":7,"created_at":"2026-11-02","amount":"123456789012.123456","user_id":null}
                """);
        // When
        var run = importing(KEY, "transactions", file);
        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(suite.record("transactions", "t1").get("attributes").toString())
                .isEqualTo("{\"lines\":3,\"gift\":true,\"shop\":\"B\"}");
        assertThat(suite.record("transactions", "t1").get("created_at").asText())
                .isEqualTo("2026-11-01T08:00:00Z");
        assertThat(suite.record("transactions", "7").get("amount").decimalValue())
                .isEqualTo("123456789012.123456");
        assertThat(suite.record("transactions", "7").has("user_id")).isFalse();
    }

    @Test
    void gzipIsKnownByItsBytesWhateverTheFileIsCalled() throws IOException {
        // Given
        var file = folder.resolve("no-telling");
        Files.write(file, gzip("\uFEFFid,created_at\nj1,2026-11-01\n".getBytes(StandardCharsets.UTF_8)));
        // When
        var run = importing(KEY, "jobs", file);
        // Then
        assertThat(run.out()).startsWith("1 accepted");
    }

    @Test
    void semicolonsAndQuotesAreUnderstood() throws IOException {
        // Given
        var file = file("id;created_at;tool\r\nj1;2026-11-01;\"a;b \"\"c\"\"\nsecond line\"\r\n");
        // When
        importing(KEY, "jobs", file);
        // Then
        assertThat(suite.record("jobs", "j1").get("tool").asText()).isEqualTo("a;b \"c\"\nsecond line");
    }

    @Test
    void rowsThatDoNotFitAreReportedWithTheirLinesAndTheOthersStand() throws IOException {
        // Given
        var file = file("""
                id,created_at,started_at,completed_at,actual_cost
                j1,2026-11-01T10:00:00Z,2026-11-01T10:00:00Z,2026-11-01T11:00:00Z,1.5
                j2,yesterday,,,
                "j
                3",2026-11-01T10:00:00Z,2026-11-01T10:00:00Z,2026-11-01T09:00:00Z,
                j4,2026-11-01T10:00:00Z,,,12 USD
                ,2026-11-01T10:00:00Z,,,
                j6,2026-11-01T10:00:00Z,,,
                """);
        // When
        var run = importing(KEY, "jobs", file, "--batch", "2");
        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .isEqualToIgnoringNewLines(
                        "2 accepted, 0 updated, 0 duplicates, 4 rejected (report: " + rejects() + ")");
        assertThat(Files.readString(rejects()).replace("\r\n", "\n")).isEqualTo("""
                line,id,reason
                3,j2,"created_at: ""yesterday"" is not an ISO-8601 time; another way of writing it is understood by time(column, ""dd.MM.yyyy HH:mm"")."
                4,"j
                3",completed_at lies before started_at
                6,j4,"actual_cost: ""12 USD"" is not a number."
                7,,id: there is no value.
                """);
    }

    @Test
    void aReportOfAnEarlierRunIsReplacedAndAnythingElseIsLeftAlone() throws IOException {
        // Given
        var file = file("id,created_at\nj1,2026-11-01\n");
        Files.writeString(rejects(), "line,id,reason\n3,x,y\n");
        // When
        importing(KEY, "jobs", file);
        // Then
        assertThat(rejects()).doesNotExist();
        // When
        Files.writeString(rejects(), "my own notes");
        var refused = importing(KEY, "jobs", file);
        // Then
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("would overwrite");
        assertThat(rejects()).hasContent("my own notes");
    }

    @Test
    void theShiftGoesByTheNewestOfAllTimesInRowsThatCanHaveHappened() throws IOException {
        // Given: the newest possible time is a completion; the impossible row would be newer still.
        var file = file("""
                id,created_at,started_at,completed_at
                a,2013-01-01T23:30:00Z,2013-01-01T23:40:00Z,2013-01-03T00:10:00Z
                b,2013-01-02T10:00:00Z,,
                c,2013-01-02T10:00:00Z,2014-06-01T00:00:00Z,2013-01-02T11:00:00Z
                """);
        // When
        importing(KEY, "jobs", file, "--shift-to-yesterday");
        // Then
        assertThat(suite.record("jobs", "a").get("completed_at").asText()).isEqualTo("2026-11-21T00:10:00Z");
        assertThat(suite.record("jobs", "a").get("created_at").asText()).isEqualTo("2026-11-19T23:30:00Z");
        assertThat(suite.record("jobs", "b").get("created_at").asText()).isEqualTo("2026-11-20T10:00:00Z");
        assertThat(suite.record("jobs", "c")).isNull();
    }

    @Test
    void aRestartInTheMiddleIsWaitedForAndNothingIsLostOrCountedTwice() throws IOException {
        // Given
        var file = file(jobs(50));
        Collections.addAll(
                suite.faults, Fault.NONE, Fault.REQUEST_LOST, Fault.AWAY, Fault.AWAY, Fault.NONE, Fault.ANSWER_LOST);
        // When
        var run = importing(KEY, "jobs", file, "--batch", "10");
        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .contains("the connection broke, waiting for it to come back")
                .contains("the suite answers 503");
        assertThat(suite.records("jobs")).hasSize(50);
        // The batch whose answer was lost is met again as known.
        assertThat(run.out()).isEqualToIgnoringNewLines("40 accepted, 0 updated, 10 duplicates, 0 rejected");
    }

    @Test
    void anImportThatGaveUpIsResumedByRunningItAgain() throws IOException {
        // Given
        var file = file(jobs(50));
        Collections.addAll(suite.faults, Fault.NONE, Fault.NONE);
        suite.faults.addAll(Collections.nCopies(1_000, Fault.AWAY));
        // When
        var interrupted = importing(KEY, "jobs", file, "--batch", "10", "--shift-to-yesterday");
        // Then
        assertThat(interrupted.exitCode()).isEqualTo(1);
        assertThat(interrupted.out())
                .isEqualToIgnoringNewLines("So far: 20 accepted, 0 updated, 0 duplicates, 0 rejected");
        assertThat(interrupted.err()).contains("Gave up after").contains("Running the same command again resumes");
        // When
        suite.faults.clear();
        var resumed = importing(KEY, "jobs", file, "--batch", "10", "--shift-to-yesterday");
        // Then
        assertThat(resumed.out()).isEqualToIgnoringNewLines("30 accepted, 0 updated, 20 duplicates, 0 rejected");
    }

    @Test
    void anAccountSignsInOnceAndAgainWhenItsTokenIsRefused() throws IOException {
        // Given
        var file = file(jobs(30));
        Collections.addAll(suite.faults, Fault.NONE, Fault.TOKEN_EXPIRED);
        // When
        var run = importing(ACCOUNT, "jobs", file, "--batch", "10");
        // Then
        assertThat(run.out()).startsWith("30 accepted");
        assertThat(suite.logins).isEqualTo(2);
        assertThat(suite.authorizations).contains("Bearer token-1-0", "Bearer token-2-0");
    }

    @Test
    void aSignInThatIsBusyIsWaitedFor() throws IOException {
        // Given
        suite.busyLogins = 3;
        // When
        var run = importing(ACCOUNT, "jobs", file(jobs(3)));
        // Then
        assertThat(run.out()).startsWith("3 accepted");
        assertThat(run.err()).contains("the suite answers 503");
    }

    @Test
    void aTokenIsRefreshedBeforeItRunsOut() throws IOException {
        // Given
        var file = file(jobs(30));
        suite.expiresIn = 0;
        suite.faults.addAll(Collections.nCopies(60, Fault.AWAY));
        // When: the waiting outlasts the token
        var run = importing(ACCOUNT, "jobs", file);
        // Then
        assertThat(run.exitCode()).isBetween(0, 1);
        assertThat(suite.refreshes).isPositive();
        assertThat(suite.logins).isEqualTo(1);
    }

    @Test
    void aSuiteThatIsNotThereIsSaidAtOnce() throws IOException {
        // Given
        var file = file(jobs(1));
        suite.close();
        // When
        var withKey = importing(KEY, "jobs", file);
        var withAccount = importing(ACCOUNT, "jobs", file);
        // Then
        for (var run : List.of(withKey, withAccount)) {
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("Nothing answers at " + suite.url() + ". Is the suite running");
        }
    }

    @Test
    void whoeverMayNotWriteIsToldWhatIsMissing() throws IOException {
        // Given
        var file = file(jobs(1));
        // When
        var nobody = importing(Map.of(), "jobs", file);
        var wrongPassword = importing(Map.of("OPSCOPE_EMAIL", "a@b.example", "OPSCOPE_PASSWORD", "no"), "jobs", file);
        var wrongKey = importing(Map.of("OPSCOPE_API_KEY", "nonsense"), "jobs", file);
        var reader = importing(Map.of("OPSCOPE_API_KEY", "ops_reader"), "jobs", file);
        // Then
        assertThat(nobody.exitCode()).isEqualTo(2);
        assertThat(nobody.err()).contains("OPSCOPE_API_KEY").contains("OPSCOPE_EMAIL");
        assertThat(wrongPassword.err())
                .contains("does not accept the account a@b.example")
                .doesNotContain("no:");
        assertThat(wrongKey.err()).contains("does not accept this API key").doesNotContain("nonsense");
        assertThat(reader.err()).contains("the role ingest is needed");
        assertThat(List.of(wrongPassword.exitCode(), wrongKey.exitCode(), reader.exitCode()))
                .containsOnly(1);
    }

    @Test
    void wrongOptionsAreSaid() throws IOException {
        // Given
        var file = file(jobs(1));
        // Then
        assertThat(importing(KEY, "pigeons", file).err()).contains("it can be jobs or transactions");
        assertThat(importing(KEY, "jobs", file, "--batch", "0").exitCode()).isEqualTo(2);
        assertThat(CommandLineRun.of(KEY, "import", "jobs", file.toString(), "--url", "localhost")
                        .err())
                .contains("localhost is not an address like");
        assertThat(importing(KEY, "jobs", folder.resolve("gone.csv")).err()).contains("There is no file");
        assertThat(suite.batches()).isEmpty();
    }

    @Test
    void aPageThatIsNotOpscopeIsNoSuccess() throws IOException {
        // Given
        var other = com.sun.net.httpserver.HttpServer.create(
                new java.net.InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 5);
                exchange.getResponseBody().write("hello".getBytes(StandardCharsets.UTF_8));
            }
        });
        other.start();
        // When
        var run = CommandLineRun.of(
                KEY,
                "import",
                "jobs",
                file(jobs(1)).toString(),
                "--url",
                "http://127.0.0.1:" + other.getAddress().getPort());
        other.stop(0);
        // Then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("is not Opscope");
    }

    private static String jobs(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "j" + number + ",2026-10-01T00:00:00Z")
                .collect(Collectors.joining("\n", "id,created_at\n", "\n"));
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("input.csv"), content);
    }

    private Path rejects() {
        return folder.resolve("rejected.csv");
    }

    static byte[] gzip(byte[] content) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        }
        return packed.toByteArray();
    }

    private CommandLineRun importing(Map<String, String> environment, String kind, Path file, String... more) {
        var arguments = new ArrayList<>(List.of("import", kind, file.toString()));
        arguments.addAll(List.of("--url", suite.url(), "--rejects", rejects().toString()));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(environment, arguments.toArray(String[]::new));
    }
}
