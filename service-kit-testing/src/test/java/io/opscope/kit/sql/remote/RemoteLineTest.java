package io.opscope.kit.sql.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.net.Destination;
import io.opscope.kit.net.Stillness;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.SqlFailedException;
import io.opscope.kit.testing.SelfSigned;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kept connections to a real PostgreSQL with TLS, whose certificate is for a name that nobody can resolve. */
class RemoteLineTest {

    private static final String NAME = "db.example.test";
    private static final Sql BACKEND = Sql.text("SELECT pg_backend_pid() AS pid");

    @TempDir
    static Path directory;

    private static EmbeddedPostgres postgres;
    private static String authority;
    private static String stranger;

    @BeforeAll
    static void start() throws IOException {
        var own = SelfSigned.of(NAME, directory, "server");
        authority = own.pem();
        stranger = SelfSigned.of(NAME, directory, "stranger").pem();
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("ssl", "on")
                .setServerConfig("ssl_cert_file", own.certificate().toString())
                .setServerConfig("ssl_key_file", own.key().toString())
                .start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Test
    void theNameOnTheCertificateIsComparedAlthoughTheAddressIsConnectedTo() {
        try (var line = RemoteLine.open(server(NAME, Tls.VERIFY, authority))) {
            var session = Sql.text("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
                    .on(line.tx())
                    .first(row -> row.flag("ssl"));
            assertTrue(session.orElseThrow());
        }
        assertThrows(
                RemoteFailedException.class,
                () -> RemoteLine.open(server("other.example.test", Tls.VERIFY, authority)));
        assertThrows(RemoteFailedException.class, () -> RemoteLine.open(server(NAME, Tls.VERIFY, stranger)));
        assertThrows(RemoteFailedException.class, () -> RemoteLine.open(server(NAME, Tls.VERIFY, null)));
    }

    @Test
    void everyOtherModeConnectsAsItSays() {
        assertEquals(false, isEncrypted(Tls.DISABLE));
        assertEquals(true, isEncrypted(Tls.PREFER));
        assertEquals(true, isEncrypted(Tls.REQUIRE));
    }

    @Test
    void nothingCanBeWrittenAndStatementsEndByThemselves() {
        try (var line = RemoteLine.open(server(NAME, Tls.DISABLE, null))) {
            var write = Sql.text("CREATE TABLE mine (id int)").on(line.tx());
            assertEquals(
                    "25006", assertThrows(SqlFailedException.class, write::run).state());
            var sleep = Sql.text("SELECT pg_sleep(30)::text AS slept").on(line.tx());
            assertEquals(
                    "57014",
                    assertThrows(SqlFailedException.class, () -> sleep.list(row -> row.text("slept")))
                            .state());
        }
    }

    @Test
    void anEndIsNoticedAtOnceAndNothingIsReadForIt() throws IOException {
        for (var tls : List.of(Tls.DISABLE, Tls.REQUIRE)) {
            try (var line = RemoteLine.open(server(NAME, tls, null));
                    var still = new Stillness()) {
                var pid = BACKEND.on(line.tx()).first(row -> row.integer("pid")).orElseThrow();
                assertFalse(still.endsWithin(line.socket(), Duration.ofMillis(300)));
                assertEquals(
                        pid,
                        BACKEND.on(line.tx()).first(row -> row.integer("pid")).orElseThrow());
                terminate(pid);
                var begun = System.nanoTime();
                assertTrue(still.endsWithin(line.socket(), Duration.ofSeconds(10)));
                assertTrue(milliseconds(begun) < 1_000);
                assertThrows(
                        SqlFailedException.class, () -> BACKEND.on(line.tx()).list(row -> row.integer("pid")));
            }
        }
    }

    @Test
    void aServerThatNeverAnswersIsGivenUp() throws IOException {
        try (var hole = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            for (var dialect : Dialect.values()) {
                var begun = System.nanoTime();
                var silent = new RemoteServer(
                        dialect,
                        destination("silent.example.test", hole.getLocalPort()),
                        "postgres",
                        "postgres",
                        null,
                        Tls.PREFER,
                        null,
                        "test",
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1));
                var failure = assertThrows(RemoteFailedException.class, () -> RemoteLine.open(silent));
                assertFalse(failure.isRefusal());
                assertTrue(milliseconds(begun) < 4_000, dialect + " " + milliseconds(begun));
            }
        }
    }

    @Test
    void aWorkThatTakesTooLongIsCutOff() {
        try (var line = RemoteLine.open(server(NAME, Tls.DISABLE, null))) {
            var drops = Sql.text("SELECT pg_sleep(0.1)::text AS slept FROM generate_series(1, 9)");
            assertThrows(
                    SqlFailedException.class,
                    () -> line.within(
                            Duration.ofMillis(300), () -> drops.on(line.tx()).list(row -> row.text("slept"))));
            assertNull(line.socket());
        }
    }

    private static boolean isEncrypted(Tls tls) {
        try (var line = RemoteLine.open(server(NAME, tls, null))) {
            return Sql.text("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
                    .on(line.tx())
                    .first(row -> row.flag("ssl"))
                    .orElseThrow();
        }
    }

    private static RemoteServer server(String name, Tls tls, String trusted) {
        try {
            return new RemoteServer(
                    Dialect.POSTGRESQL,
                    destination(name, postgres.getPort()),
                    "postgres",
                    "postgres",
                    null,
                    tls,
                    trusted,
                    "test",
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(1));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Destination destination(String name, int port) throws IOException {
        return new Destination(name, List.of(InetAddress.getByName("127.0.0.1")), port);
    }

    private static void terminate(long pid) {
        Sql.text("SELECT pg_terminate_backend(:pid::int)::text AS ended")
                .on(postgres.getPostgresDatabase())
                .set("pid", pid)
                .list(row -> row.text("ended"));
    }

    private static long milliseconds(long begun) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }
}
