package io.opscope.kit.sql.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.opscope.kit.net.Destination;
import io.opscope.kit.sql.remote.RemoteFailedException.Reason;
import io.opscope.kit.testing.DebianMysql;
import io.opscope.kit.testing.SelfSigned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a password comes to a real MySQL, and how that proves who it is, with the certificates that it made itself. */
class MysqlSignInTest {

    private static final String WORD = "s3cret-of-the-line";

    @TempDir
    static Path directory;

    private static DebianMysql server;

    @BeforeAll
    static void start() throws SQLException {
        if (!DebianMysql.isInstalled()) {
            return;
        }
        server = new DebianMysql();
        run("CREATE USER reader@'%' IDENTIFIED BY '" + WORD + "'", "GRANT SELECT ON shop.* TO reader@'%'");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    /** Whoever has signed in once is known by less than their password until the server is told to forget. */
    @BeforeEach
    void forget() throws SQLException {
        assumeTrue(DebianMysql.isInstalled(), DebianMysql.MISSING);
        run("FLUSH PRIVILEGES");
    }

    @Test
    void withoutTlsNoPasswordIsSentByAKeyThatTheServerOffers() {
        var failure = failure("reader", WORD, Tls.DISABLE, null);
        assertEquals(Reason.WANTS_TLS, failure.reason(), failure::getMessage);
        assertFalse(failure.getMessage().contains(WORD), failure::getMessage);
        // whom the server knows again needs no more than a proof that shows nothing of the password
        open("reader", WORD, Tls.REQUIRE, null).close();
        try (var line = open("reader", WORD, Tls.DISABLE, null)) {
            assertFalse(line.isEncrypted());
        }
    }

    @Test
    void overTlsTheRightPasswordIsTakenAndAnotherIsNot() {
        for (var tls : List.of(Tls.PREFER, Tls.REQUIRE)) {
            try (var line = open("reader", WORD, tls, null)) {
                assertTrue(line.isEncrypted());
                assertTrue(line.product().startsWith("MySQL "), line.product());
            }
            assertEquals(
                    Reason.WRONG_CREDENTIALS,
                    failure("reader", "wrong", tls, null).reason());
        }
    }

    @Test
    void theCertificateThatTheServerMadeItselfProvesItThoughItNamesNoHost() throws IOException {
        var own = certificate("server-cert.pem");
        try (var line = open("reader", WORD, Tls.VERIFY, own)) {
            assertTrue(line.isEncrypted());
        }
        // one among others as well
        try (var line = open("reader", WORD, Tls.VERIFY, certificate("ca.pem") + "\n" + own)) {
            assertTrue(line.isEncrypted());
        }
        var stranger = SelfSigned.of("db.example.test", directory, "stranger").pem();
        for (var other : new String[] {certificate("ca.pem"), certificate("client-cert.pem"), stranger, null}) {
            assertEquals(
                    Reason.NO_TLS, failure("reader", WORD, Tls.VERIFY, other).reason());
        }
    }

    @Test
    void aCertificateThatNamesAHostInItsSubjectAloneProvesThatHostAlone() throws SQLException {
        for (var name : List.of("localhost", "db-a.example.org", "*.example.org")) {
            var called = SelfSigned.called(name, directory, "called-" + name.replace('*', 'x'));
            run(
                    "SET GLOBAL ssl_cert = '" + called.certificate() + "'",
                    "SET GLOBAL ssl_key = '" + called.key() + "'",
                    "ALTER INSTANCE RELOAD TLS");
            try {
                if (name.equals("localhost")) {
                    open(name, "reader", WORD, Tls.VERIFY, called.pem()).close();
                } else {
                    assertEquals(
                            Reason.NO_TLS,
                            assertThrows(
                                            RemoteFailedException.class,
                                            () -> open("localhost", "reader", WORD, Tls.VERIFY, called.pem()))
                                    .reason());
                }
                assertEquals(
                        Reason.NO_TLS,
                        failure("reader", WORD, Tls.VERIFY, called.pem()).reason());
            } finally {
                run(
                        "SET GLOBAL ssl_cert = 'server-cert.pem'",
                        "SET GLOBAL ssl_key = 'server-key.pem'",
                        "ALTER INSTANCE RELOAD TLS");
            }
        }
    }

    @Test
    void whyAnAccountMayNotSignInIsKnownAgain() throws SQLException {
        run(
                "CREATE USER locked@'%' IDENTIFIED BY '" + WORD + "' ACCOUNT LOCK",
                "CREATE USER elsewhere@'192.0.2.1' IDENTIFIED BY '" + WORD + "'",
                "CREATE USER expired@'%' IDENTIFIED BY '" + WORD + "' PASSWORD EXPIRE",
                "CREATE USER tried@'%' IDENTIFIED BY '" + WORD
                        + "' FAILED_LOGIN_ATTEMPTS 1 PASSWORD_LOCK_TIME UNBOUNDED");
        for (var user : List.of("locked", "elsewhere", "expired")) {
            assertEquals(
                    Reason.WRONG_CREDENTIALS,
                    failure(user, WORD, Tls.PREFER, null).reason(),
                    user);
        }
        assertEquals(
                Reason.WRONG_CREDENTIALS,
                failure("tried", "wrong", Tls.PREFER, null).reason());
        assertEquals(
                Reason.WRONG_CREDENTIALS,
                failure("tried", WORD, Tls.PREFER, null).reason());
        run("SET GLOBAL require_secure_transport = ON");
        try {
            assertEquals(
                    Reason.WANTS_TLS, failure("reader", WORD, Tls.DISABLE, null).reason());
        } finally {
            run("SET GLOBAL require_secure_transport = OFF");
        }
    }

    private static String certificate(String file) throws IOException {
        return Files.readString(server.data().resolve(file));
    }

    private static RemoteFailedException failure(String user, String password, Tls tls, String trusted) {
        return assertThrows(RemoteFailedException.class, () -> open(user, password, tls, trusted));
    }

    private static RemoteLine open(String user, String password, Tls tls, String trusted) {
        return open("127.0.0.1", user, password, tls, trusted);
    }

    private static RemoteLine open(String host, String user, String password, Tls tls, String trusted) {
        return RemoteLine.open(new RemoteServer(
                Dialect.MYSQL,
                Destination.trusted(host, server.port()),
                DebianMysql.DATABASE,
                user,
                password,
                tls,
                trusted,
                "test",
                Duration.ofSeconds(5),
                Duration.ofSeconds(5)));
    }

    private static void run(String... statements) throws SQLException {
        try (var session = server.keeper().getConnection()) {
            for (var statement : statements) {
                session.createStatement().execute(statement);
            }
        }
    }
}
