package io.opscope.metrics.connector;

import static io.opscope.metrics.connector.Copies.with;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.DebianMysql;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Copies from a real MySQL, with its own way of signing in and a zone of its own. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class MysqlConnectorTest extends MysqlConnectorContract {

    private static DebianMysql server;

    @BeforeAll
    static void start() {
        assumeTrue(DebianMysql.isInstalled(), DebianMysql.MISSING);
        server = new DebianMysql("--default-time-zone=+05:45", "--sql-mode=ANSI,STRICT_ALL_TABLES");
        Copies.run(
                server.keeper(),
                TABLE,
                "CREATE USER copier@'%' IDENTIFIED BY '" + PASSWORD + "'",
                "GRANT SELECT ON shop.work TO copier@'%'",
                "CREATE USER newcomer@'%' IDENTIFIED BY '" + PASSWORD + "'",
                "GRANT SELECT ON shop.work TO newcomer@'%'");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected DataSource keeper() {
        return server.keeper();
    }

    @Override
    protected int port() {
        return server.port();
    }

    @Override
    protected String type() {
        return "mysql";
    }

    @Test
    void aTestTellsWhatTheColumnsHoldAndWhatIsWrongIsSaidInOneSentence() {
        copies.tested(copies.created(with(work(), "tls", "require")))
                .body("ok", is(true))
                .body("server", startsWith("MySQL "))
                .body("columns.touched", is("local_time"))
                .body("columns.state", is("integer"));
        assertError(with(work(), "password", "wrong one"), "refuses the user name or the password");
        assertError(with(work(), "table", "nothing"), "privilege");
        // a server that has seen a password lately takes a proof of it without TLS as well
        assertError(with(work(), "username", "newcomer", "tls", "disable"), "over an encrypted connection only");
    }
}
