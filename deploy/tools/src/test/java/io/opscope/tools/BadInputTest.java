package io.opscope.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every file that cannot be imported: one sentence, exit code 2, and nothing was sent. */
class BadInputTest {

    private static final String GOOD = "id,created_at\nj1,2026-11-01\nj2,2026-11-02\n";

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
    void aFileInAnotherEncodingNamesTheLineAndTheByte() throws IOException {
        var text = "id,created_at,tool\nj1,2026-11-01,plain\nj2,2026-11-02,Zürich\n";
        assertThat(refused(text.getBytes(Charset.forName("windows-1252"))))
                .contains("input.csv, line 3, byte 54,")
                .contains("is not UTF-8")
                .contains("Only UTF-8");
        assertThat(refused(ImportTest.gzip(text.getBytes(StandardCharsets.ISO_8859_1))))
                .contains("line 3, byte 54 of the unpacked text, is not UTF-8");
        assertThat(refused(text.getBytes(StandardCharsets.UTF_16))).contains("UTF-16");
        assertThat(refused(text.getBytes(StandardCharsets.UTF_16LE))).contains("UTF-16");
    }

    @Test
    void malformedUtf8OfEveryKindIsFound() throws IOException {
        for (var bytes : List.of(
                new int[] {0xc0, 0xaf}, // overlong
                new int[] {0xe0, 0x80, 0xaf},
                new int[] {0xed, 0xa0, 0x80}, // a surrogate
                new int[] {0xf4, 0x90, 0x80, 0x80}, // beyond the last character
                new int[] {0xe2, 0x82}, // cut off by a line break
                new int[] {0x80})) {
            var file = new java.io.ByteArrayOutputStream();
            file.writeBytes("id,created_at\nj".getBytes(StandardCharsets.UTF_8));
            Arrays.stream(bytes).forEach(file::write);
            file.writeBytes(",2026-11-01\n".getBytes(StandardCharsets.UTF_8));
            assertThat(refused(file.toByteArray())).contains("line 2").contains("is not UTF-8");
        }
        var good = "id,created_at\nj\u00fc\u20ac\ud83d\ude00,2026-11-01\n";
        assertThat(run(good.getBytes(StandardCharsets.UTF_8)).out()).startsWith("1 accepted");
        assertThat(suite.records("jobs").iterator().next().get("id").asText()).isEqualTo("j\u00fc\u20ac\ud83d\ude00");
    }

    @Test
    void aGzipFileThatEndsTooEarlyIsDamagedEvenIfItsFirstRowsAreGood() throws IOException {
        var text = new StringBuilder("id,created_at,tool\n");
        var random = new Random(7);
        for (int i = 0; i < 50_000; i++) {
            text.append('j')
                    .append(i)
                    .append(",2026-11-01,")
                    .append(random.nextLong())
                    .append('\n');
        }
        var packed = ImportTest.gzip(text.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(refused(Arrays.copyOf(packed, packed.length - 20)))
                .contains("damaged gzip")
                .contains("ends too early");
        packed[packed.length / 2] ^= 0x55;
        packed[packed.length / 2 + 1] ^= 0x55;
        assertThat(refused(packed)).contains("damaged gzip");
        assertThat(refused(Arrays.copyOf(packed, 6))).contains("damaged gzip");
    }

    @Test
    void whatIsNoTextIsSaidToBeNone() throws IOException {
        var noise = new byte[5_000];
        new Random(3).nextBytes(noise);
        noise[0] = 'x';
        assertThat(refused(noise)).containsAnyOf("is not UTF-8", "not a text file");
        assertThat(refused(new byte[] {'P', 'K', 3, 4, 20, 0})).contains("ZIP archive or a spreadsheet");
        assertThat(refused(new byte[] {'a', 0, 0, 1})).contains("not a text file");
        assertThat(refused(new byte[0])).contains("is empty");
        assertThat(refused("\n \n")).contains("is empty");
        assertThat(refused("\u0001\u0002\u0003 what\n")).contains("control characters");
    }

    @Test
    void aFileWithoutAHeaderIsNotTakenForOneWithStrangeColumns() throws IOException {
        assertThat(refused("j1,2026-11-01,3\nj2,2026-11-02,4\n"))
                .contains("line 1: the first line must name the columns, but 2026-11-01 looks like a value");
        assertThat(refused("id,created_at,id\n1,2,3\n")).contains("names the column id twice");
        assertThat(refused(",,\n1,2,3\n")).contains("names no column");
        assertThat(refused("id,created_at\n")).contains("has a header but no rows");
        assertThat(refused("hello world\n"))
                .contains("Nothing fills the field id")
                .contains("hello world");
    }

    @Test
    void brokenCsvNamesTheLine() throws IOException {
        assertThat(refused(GOOD + "j3\n")).contains("line 4: 1 field where the header names 2");
        assertThat(refused(GOOD + "j3,2026-11-03,more\n")).contains("line 4: 3 fields where the header names 2");
        assertThat(refused(GOOD + "\"j3,2026-11-03\n"))
                .contains("not well-formed CSV")
                .contains("line 4");
        assertThat(refused(GOOD + "\"j3\"x,2026-11-03\n"))
                .contains("not well-formed CSV")
                .contains("line 4");
    }

    @Test
    void brokenNdjsonNamesTheLine() throws IOException {
        var good = "{\"id\":\"j1\",\"created_at\":\"2026-11-01\"}\n";
        assertThat(refused(good + "{\"id\":\"j2\"")).contains("line 2: not valid JSON");
        assertThat(refused(good + "[1]\n")).contains("line 2: not a JSON object");
        assertThat(refused(good + "{} {}\n")).contains("line 2: not valid JSON");
        assertThat(refused(good + "{\"id\":\"" + "x".repeat(1_100_000))).contains("line 2: longer than a million");
        assertThat(refused("[{\"id\":1}]")).contains("JSON array");
    }

    @Test
    void aMappingThatCannotBeIsRefusedBeforeAnythingIsSent() throws IOException {
        assertThat(refused(GOOD, "--map", "id=job_no", "--map", "created_at=created_at"))
                .contains("--map id=job_no: the file has no column job_no; it has id, created_at.");
        assertThat(refused(GOOD, "--map", "colour=id")).contains("jobs have no field colour; they have id, user_id");
        assertThat(refused(GOOD, "--map", "id")).contains("is written field=expression");
        assertThat(refused(GOOD, "--map", "id=id")).contains("Nothing fills the field created_at");
        assertThat(refused(GOOD, "--map", "id=id", "--map", "id=id")).contains("mapped twice");
    }

    @Test
    void aFileOfWhichNoRowFitsIsAMistakeAndNotAListOfRejects() throws IOException {
        assertThat(refused(GOOD, "--map", "id=id", "--map", "created_at=epoch(created_at)"))
                .contains("No row of")
                .contains(
                        "line 2: created_at: the column created_at is calculated with, but \"2026-11-01\" is not a number.");
    }

    private String refused(String content, String... more) throws IOException {
        return refused(content.getBytes(StandardCharsets.UTF_8), more);
    }

    private String refused(byte[] content, String... more) throws IOException {
        var run = run(content, more);
        assertThat(run.exitCode()).as(run.err() + run.out()).isEqualTo(2);
        assertThat(run.err().strip()).doesNotContain("\n").doesNotContain("Exception");
        assertThat(suite.batches()).isEmpty();
        assertThat(suite.logins).isZero();
        return run.err();
    }

    private CommandLineRun run(byte[] content, String... more) throws IOException {
        var file = Files.write(folder.resolve("input.csv"), content);
        var arguments = new ArrayList<>(List.of("import", "jobs", file.toString()));
        arguments.addAll(List.of(
                "--url",
                suite.url(),
                "--rejects",
                folder.resolve("rejected.csv").toString()));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(Map.of("OPSCOPE_API_KEY", "ops_test"), arguments.toArray(String[]::new));
    }
}
