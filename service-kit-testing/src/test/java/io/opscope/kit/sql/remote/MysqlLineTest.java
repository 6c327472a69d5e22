package io.opscope.kit.sql.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.net.Destination;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.SqlFailedException;
import io.opscope.kit.sql.remote.RemoteFailedException.Reason;
import io.opscope.kit.testing.MariaDb;
import io.opscope.kit.testing.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kept connections to a real MariaDB with TLS, whose certificate is for a name that nobody can resolve. */
class MysqlLineTest {

    private static final String NAME = "db.example.test";
    private static final String WORD = "s3cret-of-the-line";

    @TempDir
    static Path directory;

    private static MariaDb mariaDb;
    private static String authority;
    private static String stranger;

    @BeforeAll
    static void start() throws SQLException {
        var own = SelfSigned.of(NAME, directory, "server");
        authority = own.pem();
        stranger = SelfSigned.of(NAME, directory, "stranger").pem();
        mariaDb = new MariaDb("--ssl-cert=" + own.certificate(), "--ssl-key=" + own.key());
        try (var connection = mariaDb.keeper().getConnection();
                var statement = connection.createStatement()) {
            for (var host : List.of("localhost", "127.0.0.1")) {
                statement.execute("CREATE USER reader@'" + host + "' IDENTIFIED BY '" + WORD + "'");
                statement.execute("CREATE USER careful@'" + host + "' IDENTIFIED BY '" + WORD + "' REQUIRE SSL");
                statement.execute("GRANT SELECT ON shop.* TO reader@'" + host + "', careful@'" + host + "'");
            }
        }
    }

    @AfterAll
    static void stop() {
        mariaDb.close();
    }

    @Test
    void theNameOnTheCertificateIsComparedAlthoughTheAddressIsConnectedTo() throws IOException {
        try (var line = RemoteLine.open(server(NAME, "reader", Tls.VERIFY, authority))) {
            assertTrue(line.isEncrypted());
            var cipher = Sql.text("SELECT variable_value AS cipher FROM information_schema.session_status"
                            + " WHERE variable_name = 'Ssl_cipher'")
                    .on(line.tx())
                    .first(row -> row.text("cipher"));
            assertFalse(cipher.orElseThrow().isEmpty());
        }
        for (var wrong : List.of(
                server("other.example.test", "reader", Tls.VERIFY, authority),
                server(NAME, "reader", Tls.VERIFY, stranger),
                server(NAME, "reader", Tls.VERIFY, null))) {
            var failure = assertThrows(RemoteFailedException.class, () -> RemoteLine.open(wrong));
            assertEquals(Reason.NO_TLS, failure.reason(), failure::getMessage);
        }
    }

    @Test
    void everyOtherModeConnectsAsItSays() throws IOException {
        assertFalse(isEncrypted(Tls.DISABLE));
        assertTrue(isEncrypted(Tls.PREFER));
        assertTrue(isEncrypted(Tls.REQUIRE));
    }

    @Test
    void whoMustComeEncryptedIsRefusedPlain() throws IOException {
        var plain = server(NAME, "careful", Tls.DISABLE, null);
        assertThrows(RemoteFailedException.class, () -> RemoteLine.open(plain));
        try (var line = RemoteLine.open(server(NAME, "careful", Tls.PREFER, null))) {
            assertTrue(line.isEncrypted());
        }
    }

    @Test
    void anAnswerThatIsTooLargeBreaksTheLineAndNotTheHeapHoweverItIsSent() throws IOException {
        var much = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
                + " SELECT repeat('x', 1000000) AS t FROM n";
        for (var tls : List.of(Tls.DISABLE, Tls.REQUIRE)) {
            try (var line = RemoteLine.open(server(NAME, "reader", tls, null, Duration.ofSeconds(60)))) {
                // many answers have more than one may
                for (var i = 0; i < 4; i++) {
                    assertEquals(
                            20,
                            Sql.text(much.formatted(20))
                                    .on(line.tx())
                                    .list(row -> 0)
                                    .size());
                }
                var large = Sql.text(much.formatted(66)).on(line.tx());
                var failure = assertThrows(SqlFailedException.class, () -> large.list(row -> 0));
                assertTrue(isBehind(failure, AnswerTooLargeException.class), failure::toString);
                assertNull(line.socket());
            }
        }
    }

    private static boolean isBehind(Throwable failure, Class<? extends Throwable> type) {
        return failure != null && (type.isInstance(failure) || isBehind(failure.getCause(), type));
    }

    private static boolean isEncrypted(Tls tls) throws IOException {
        try (var line = RemoteLine.open(server(NAME, "reader", tls, null))) {
            return line.isEncrypted();
        }
    }

    private static RemoteServer server(String name, String user, Tls tls, String trusted) throws IOException {
        return server(name, user, tls, trusted, Duration.ofSeconds(5));
    }

    private static RemoteServer server(String name, String user, Tls tls, String trusted, Duration statement)
            throws IOException {
        var destination = new Destination(name, List.of(InetAddress.getByName("127.0.0.1")), mariaDb.port());
        return new RemoteServer(
                Dialect.MYSQL,
                destination,
                MariaDb.DATABASE,
                user,
                WORD,
                tls,
                trusted,
                "test",
                Duration.ofSeconds(5),
                statement);
    }
}
