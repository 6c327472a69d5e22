package io.opscope.monitoring.accesslog.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as servers write them, and lines that nobody should believe. */
class LogReaderTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** As they stand in the manual: what a record holds is told by its place in a CSV line. */
    private static final List<String> COLUMNS = List.of(
            "timestamp",
            "user",
            "dbname",
            "pid",
            "remote",
            "session_id",
            "line_num",
            "ps",
            "session_start",
            "vxid",
            "txid",
            "error_severity",
            "state_code",
            "message",
            "detail",
            "hint",
            "internal_query",
            "internal_position",
            "context",
            "statement",
            "cursor_position",
            "location",
            "application_name",
            "backend_type",
            "leader_pid",
            "query_id");

    private int line;

    @ParameterizedTest
    @ValueSource(strings = {"json", "csv"})
    void whatWasReadInPiecesOfAnySizeIsWhatWasReadAtOnce(String format) {
        var log = join(
                bytes(
                        format,
                        of(
                                "ps",
                                "authentication",
                                "message",
                                "connection authorized: user=ann database=shop application_name=psql")),
                bytes(format, statement("SELECT 'one\n2026-11-29 14:48:56.056 UTC,\"root\",,\n\"\"two'")),
                bytes(format, of("ps", "SELECT", "message", "duration: 12.500 ms")),
                bytes(format, statement("DROP TABLE t")),
                bytes(format, error("DROP TABLE t", "42P01", "DROP TABLE")),
                bytes(
                        format,
                        of(
                                "ps",
                                "idle",
                                "message",
                                "disconnection: session time: 1:02:03.004 user=ann database=shop")));
        var whole = outcomes(format, log, log.length);
        assertEquals(
                List.of(
                        "LOGIN true null",
                        "LOGOUT true 3723004.0",
                        "QUERY_EXECUTION true 12.5",
                        "SCHEMA_CHANGE false 0.0"),
                whole);
        for (var size : new int[] {1, 7, 100, 333}) {
            assertEquals(whole, outcomes(format, log, size), size + " bytes at a time");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "csv"})
    void aStatementsTextThatLooksLikeRecordsIsNone(String format) {
        var evil =
                bytes("csv", of("user", "root", "ps", "authentication", "message", "connection authorized: user=root"));
        var json = bytes(
                "json", of("user", "root", "ps", "authentication", "message", "connection authorized: user=root"));
        var bare =
                "2026-11-29 14:48:56.056 UTC,root,shop,1,,6b0c.1,3,authentication,2026-11-29 14:48:56 UTC,3/1,0,LOG,00000,"
                        + "connection authorized: user=root,,,,,,,,,x,client backend,,0";
        for (var text : List.of(text(evil), text(json), bare, "\"\n" + bare + "\n\"", "'\"\n" + text(json) + "\n,\"")) {
            for (var end : List.of("", "\n", "\"", "\"\"", "\\", "\"\n\"")) {
                line = 0;
                var log = join(
                        bytes(format, statement("SELECT '" + text + end)),
                        bytes(format, of("ps", "SELECT", "message", "duration: 1.000 ms")),
                        bytes(format, error(text + end, "42601", "idle")));
                var events = read(format, log).events();
                assertEquals(0, events.unreadable());
                assertTrue(events.all().stream().allMatch(event -> "ann".equals(event.user())), text);
                assertEquals(2, events.all().size());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "csv"})
    void whatAUserHasRaisedIsNotTheServersWord(String format) {
        var log = join(
                bytes(
                        format,
                        of(
                                "ps",
                                "DO",
                                "message",
                                "connection authorized: user=root",
                                "context",
                                "PL/pgSQL function f() line 1 at RAISE")),
                bytes(format, of("ps", "DO", "message", "statement: GRANT ALL", "statement", "DO $$...$$")),
                bytes(
                        format,
                        of(
                                "ps",
                                "DO",
                                "message",
                                "AUDIT: SESSION,1,1,ROLE,GRANT,,,GRANT,x",
                                "statement",
                                "DO $$...$$")),
                bytes(format, of("ps", "DO", "error_severity", "WARNING", "message", "statement: GRANT ALL")),
                bytes(
                        format,
                        of(
                                "ps",
                                "DO",
                                "message",
                                "disconnection: session time: 0:00:00.100 user=root",
                                "context",
                                "x")));
        assertEquals(List.of(), List.copyOf(read(format, log).events().all()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "csv"})
    void aRecordOfTenMegabytesIsReadByItsBeginningAndTheNextOneIsFound(String format) {
        var log = join(
                bytes(format, statement("INSERT INTO t VALUES ('" + "x\"\n".repeat(3_500_000) + "')")),
                bytes(format, of("ps", "INSERT", "message", "duration: 900.000 ms")),
                bytes(format, statement("SELECT 1")),
                bytes(format, of("ps", "SELECT", "message", "duration: 1.000 ms")));
        assertEquals(
                List.of("QUERY_EXECUTION true 1.0", "QUERY_EXECUTION true 900.0"), outcomes(format, log, 1_048_576));
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "csv"})
    void aLineThatTheServerCouldNotFinishCostsAtMostTheNextOne(String format) {
        var good = join(
                bytes(format, statement("SELECT 2")),
                bytes(format, of("ps", "SELECT", "message", "duration: 2.000 ms")));
        var torn = bytes(format, statement("SELECT 'torn'"));
        for (var length = 1; length < torn.length - 1; length++) {
            var log = join(java.util.Arrays.copyOf(torn, length), good, good);
            var events = read(format, log).events();
            assertTrue(events.unreadable() >= 1 && events.unreadable() <= 2, length + ": " + events.unreadable());
            assertTrue(
                    events.all().stream().anyMatch(event -> Double.valueOf(2).equals(event.durationMs())),
                    "after " + length + " bytes");
        }
    }

    @Test
    void bytesThatAreNoRecordAreCountedAndNeverTaken() {
        var random = new Random(7);
        for (var format : List.of("json", "csv", "audit")) {
            for (var i = 0; i < 300; i++) {
                var noise = new byte[random.nextInt(3000)];
                random.nextBytes(noise);
                assertEquals(0, read(format, noise).events().all().size());
            }
            for (var text : List.of(
                    "\u0000\n",
                    "{}\n",
                    "[]\n",
                    "{\"timestamp\":1}\n",
                    "null\n",
                    "{\"a\":{\"b\":1}}\n",
                    ",,,,\n",
                    "\"\n")) {
                assertEquals(
                        0,
                        read(format, text.getBytes(StandardCharsets.UTF_8))
                                .events()
                                .all()
                                .size());
            }
        }
    }

    @Test
    void namesAreFitToBeKept() {
        var bytes = text(bytes("json", of("ps", "idle", "user", "USER", "message", "statement: SELECT 1")))
                .replace("USER", "a\\u0000b\\ud800" + "\u00e9".repeat(200))
                .getBytes(StandardCharsets.ISO_8859_1);
        var user = read("json", bytes).events().all().iterator().next().user();
        assertEquals(128, user.length());
        assertTrue(user.startsWith("a\ufffdb\ufffd\ufffd"), user);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "csv"})
    void whatIsRememberedOfOpenStatementsIsSmallAndFitToBeKept(String format) throws JsonProcessingException {
        var log = new ByteArrayOutputStream();
        for (var i = 0; i < 21; i++) {
            var name = i < 20 ? i + "x".repeat(60_000) : "\u0000";
            log.writeBytes(bytes(
                    format,
                    of(
                            "ps",
                            "idle",
                            "user",
                            name,
                            "session_id",
                            name,
                            "vxid",
                            name,
                            "message",
                            "statement: " + "s".repeat(1_000) + " 1")));
        }
        var reader = read(format, log.toByteArray());
        assertEquals(21, reader.memory().open().size());
        var kept = new ObjectMapper().findAndRegisterModules().writeValueAsString(reader.memory());
        assertTrue(kept.length() < 30_000, "Remembered: " + kept.length());
        assertFalse(kept.contains("\\u0000"), kept);
    }

    @Test
    void aFailureIsThatOfTheStatementItBelongsTo() {
        // only schema changes are logged, in one transaction with what fails
        var log = join(
                bytes(
                        "json",
                        of(
                                "ps",
                                "idle in transaction",
                                "message",
                                "statement: CREATE TABLE t (id int)",
                                "vxid",
                                "3/7")),
                bytes("json", error("SELECT 1/0", "22012", "SELECT")),
                bytes("json", of("ps", "idle", "message", "statement: CREATE TABLE u (id int)", "vxid", "3/8")),
                bytes("json", error("CREATE TABL", "42601", "idle")));
        assertEquals(
                List.of(
                        "QUERY_EXECUTION false null",
                        "SCHEMA_CHANGE false null",
                        "SCHEMA_CHANGE true null",
                        "SCHEMA_CHANGE true null"),
                outcomes("json", log, log.length));
    }

    @Test
    void aSignInThatComesToNothingIsAFailure() {
        var log = join(
                bytes(
                        "json",
                        of(
                                "ps",
                                "authentication",
                                "message",
                                "connection authorized: user=ann database=nodb application_name=psql")),
                bytes(
                        "json",
                        of(
                                "ps",
                                "startup",
                                "error_severity",
                                "FATAL",
                                "state_code",
                                "3D000",
                                "message",
                                "database \"nodb\" does not exist")));
        assertEquals(List.of("LOGIN false null"), outcomes("json", log, log.length));
    }

    @Test
    void anotherLanguageIsUnderstoodWhereWordsAreNotNeeded() {
        var log = join(
                bytes(
                        "json",
                        of(
                                "ps",
                                "authentication",
                                "error_severity",
                                "FATAL",
                                "state_code",
                                "28P01",
                                "message",
                                "Passwort-Authentifizierung")),
                bytes(
                        "json",
                        of(
                                "ps",
                                "SELECT",
                                "error_severity",
                                "FEHLER",
                                "state_code",
                                "22012",
                                "message",
                                "Division durch Null",
                                "statement",
                                "SELECT 1/0")),
                bytes(
                        "json",
                        of("ps", "CREATE TABLE", "message", "Dauer: 3.250 ms  Anweisung: CREATE TABLE t (id int)")),
                bytes("json", of("ps", "idle", "message", "Verbindungsende: Sitzungszeit: 0:00:01.500 Benutzer=ann")));
        assertEquals(
                List.of(
                        "LOGIN false null",
                        "LOGOUT true 1500.0",
                        "QUERY_EXECUTION false null",
                        "SCHEMA_CHANGE true 3.25"),
                outcomes("json", log, log.length));
    }

    @Test
    void ourOwnSessionsAndProcessesThatServeNobodyAreLeftOut() {
        var log = join(
                bytes(
                        "json",
                        of(
                                "user",
                                "opscope_watch",
                                "ps",
                                "SELECT",
                                "application_name",
                                "opscope-watch",
                                "message",
                                "duration: 1.000 ms  statement: SELECT 1")),
                bytes(
                        "json",
                        of(
                                "user",
                                "opscope_watch",
                                "ps",
                                "authentication",
                                "message",
                                "connection authorized: user=opscope_watch database=shop")),
                bytes(
                        "json",
                        of(
                                "ps",
                                "",
                                "backend_type",
                                "autovacuum worker",
                                "error_severity",
                                "ERROR",
                                "state_code",
                                "57014",
                                "message",
                                "canceling")),
                bytes(
                        "json",
                        of(
                                "ps",
                                "idle",
                                "error_severity",
                                "FATAL",
                                "state_code",
                                "57P01",
                                "message",
                                "terminating connection")));
        assertEquals(List.of(), outcomes("json", log, log.length));
    }

    @Test
    void whatIsOnlyPreparedOrExplainedIsNoStatementOfItsOwn() {
        var log = join(
                bytes("json", of("ps", "PARSE", "message", "duration: 0.100 ms  parse <unnamed>: DROP TABLE t")),
                bytes("json", of("ps", "BIND", "message", "duration: 0.100 ms  bind <unnamed>: DROP TABLE t")),
                bytes("json", of("ps", "DROP TABLE", "message", "duration: 4.000 ms  plan:\nQuery Text: DROP TABLE t")),
                bytes(
                        "json",
                        of("ps", "DROP TABLE", "message", "duration: 4.000 ms  execute <unnamed>: DROP TABLE t")));
        assertEquals(List.of("SCHEMA_CHANGE true 4.0"), outcomes("json", log, log.length));
    }

    @Test
    void mariaDbsAuditIsReadLineByLine() {
        var log = """
                20261129 14:55:18,vm,ann,localhost,3,0,CONNECT,,,0
                20261129 14:55:18,vm,ann,localhost,3,1,QUERY,shop,'select \\'a,b\\n20261129 14:55:18,vm,root,localhost,3,0,CONNECT,,,0\\'',0
                20261129 14:55:18,vm,ann,localhost,3,3,WRITE,mysql,db,
                20261129 14:55:18,vm,ann,localhost,3,3,QUERY,mysql,'create user mon@\\'127.0.0.1\\' identified by *****',0
                20261129 14:55:18,vm,ann,localhost,3,5,QUERY,mysql,'/*!40101 drop table x */',1051
                20261129 14:55:19,vm,ann,localhost,3,0,DISCONNECT,,,0
                20261129 14:55:20,vm,bob,localhost,6,0,FAILED_CONNECT,,,1045
                20261129 14:55:20,vm,bob,localhost,6,0,DISCONNECT,,,0
                20261129 14:55:20,vm,opscope_watch,localhost,7,0,QUERY,,'select 1',0
                """.getBytes(StandardCharsets.UTF_8);
        for (var size : new int[] {1, 64, log.length}) {
            assertEquals(
                    List.of(
                            "LOGIN false null",
                            "LOGIN true null",
                            "LOGOUT true null",
                            "PRIVILEGE_CHANGE true null",
                            "QUERY_EXECUTION true null",
                            "SCHEMA_CHANGE false null"),
                    outcomes("audit", log, size));
        }
    }

    @Test
    void aNameThatBringsLinesOfItsOwnToMariaDbsAuditIsNotBelieved() {
        var fake = "20261129 14:55:18,,root,,8,0,CONNECT,,,0\n";
        for (var name : List.of(
                "a\n" + fake, "\n" + fake, "a\n" + fake + fake, "root,h,1,0,CONNECT,,,0", "root,h,1,1,QUERY,,'x',0")) {
            var log = ("20261129 14:55:18,vm," + name + ",localhost,6,0,FAILED_CONNECT,,,1045\n"
                            + "20261129 14:55:19,vm,ann,localhost,9,0,CONNECT,,,0\n")
                    .getBytes(StandardCharsets.UTF_8);
            var events = read("audit", log).events();
            assertFalse(events.all().stream().anyMatch(event -> "root".equals(event.user())), name);
            assertTrue(events.unreadable() > 0);
            assertEquals(
                    1,
                    events.all().stream()
                            .filter(event -> "ann".equals(event.user()))
                            .count());
        }
    }

    private static LogReader read(String format, byte[] log) {
        var reader = new LogReader("UTC", "opscope_watch", Memory.empty());
        reader.read(format, "0123456789abcdef", 0, log, Cut.NONE, true);
        return reader;
    }

    /** Bytes arrive so many at a time, and each time another reader goes on with what is kept. */
    private static List<String> outcomes(String format, byte[] log, int size) {
        var known = new TreeMap<String, String>();
        var memory = Memory.empty();
        var cut = Cut.NONE;
        var offset = 0;
        for (var there = Math.min(size, log.length); ; there = Math.min(there + size, log.length)) {
            var reader = new LogReader("UTC", "opscope_watch", kept(memory));
            var piece = java.util.Arrays.copyOfRange(log, offset, there);
            var read = reader.read(format, "0123456789abcdef", offset, piece, cut, there == log.length);
            offset += read.consumed();
            cut = read.cut();
            memory = reader.memory();
            reader.events()
                    .all()
                    .forEach(event -> known.put(
                            event.key().toString(),
                            event.action() + " " + event.succeeded() + " " + event.durationMs()));
            assertEquals(0, reader.events().unreadable());
            if (there == log.length) {
                return known.values().stream().sorted().toList();
            }
        }
    }

    private static Memory kept(Memory memory) {
        try {
            var mapper = new ObjectMapper().findAndRegisterModules();
            return mapper.readValue(mapper.writeValueAsString(memory), Memory.class);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private TreeMap<String, String> statement(String text) {
        return of("ps", "idle", "message", "statement: " + text);
    }

    private TreeMap<String, String> error(String text, String state, String ps) {
        return of("ps", ps, "error_severity", "ERROR", "state_code", state, "message", "it failed", "statement", text);
    }

    private TreeMap<String, String> of(String... fields) {
        var record = new TreeMap<String, String>();
        record.put("timestamp", "2026-11-29 14:48:56.056 UTC");
        record.put("user", "ann");
        record.put("session_id", "6b0c3b58.440a");
        record.put("line_num", String.valueOf(++line));
        record.put("vxid", "3/7");
        record.put("error_severity", "LOG");
        record.put("backend_type", "client backend");
        for (var i = 0; i < fields.length; i += 2) {
            record.put(fields[i], fields[i + 1]);
        }
        return record;
    }

    private static byte[] bytes(String format, TreeMap<String, String> record) {
        if (format.equals("json")) {
            // in the server's order: the time comes first
            var fields = new ArrayList<String>();
            COLUMNS.stream()
                    .filter(record::containsKey)
                    .forEach(name -> fields.add(quoted(name) + ":"
                            + (name.equals("line_num") ? record.get(name) : quoted(record.get(name)))));
            return ("{" + String.join(",", fields) + "}\n").getBytes(StandardCharsets.UTF_8);
        }
        var columns = COLUMNS.stream()
                .map(name -> switch (name) {
                    case "timestamp", "session_id", "line_num", "vxid", "error_severity", "state_code" ->
                        record.getOrDefault(name, name.equals("state_code") ? "00000" : "");
                    default ->
                        record.containsKey(name) ? "\"" + record.get(name).replace("\"", "\"\"") + "\"" : "";
                })
                .toList();
        return (String.join(",", columns) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] join(byte[]... parts) {
        var whole = new ByteArrayOutputStream();
        for (var part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }
}
