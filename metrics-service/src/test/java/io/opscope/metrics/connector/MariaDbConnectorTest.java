package io.opscope.metrics.connector;

import static io.opscope.metrics.connector.Copies.with;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.MariaDb;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Copies from a MariaDB of the user's own, with the driver that serves MySQL as well. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class MariaDbConnectorTest extends MysqlConnectorContract {

    private static MariaDb server;

    @BeforeAll
    static void start() {
        server = new MariaDb();
        Copies.run(
                server.keeper(),
                TABLE,
                "CREATE TABLE hidden (id int PRIMARY KEY, begun datetime, touched datetime)",
                "CREATE USER copier@'127.0.0.1' IDENTIFIED BY '" + PASSWORD + "'",
                "CREATE USER copier@localhost IDENTIFIED BY '" + PASSWORD + "'",
                "GRANT SELECT ON shop.work TO copier@'127.0.0.1'",
                "GRANT SELECT ON shop.work TO copier@localhost");
    }

    @AfterAll
    static void stop() {
        server.close();
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
        return "mariadb";
    }

    @Test
    void whatIsWrongIsSaidInOneSentence() {
        assertError(with(work(), "password", "wrong one"), "refuses the user name or the password");
        assertError(with(work(), "table", "nothing"), "privilege");
        assertError(with(work(), "table", "hidden", "mapping", Map.of("id", "id", "created_at", "begun")), "privilege");
        assertError(with(work(), "watermark", "nothing"), "There is no such column");
        assertError(with(work(), "database", "nothing"), "privilege");
        assertError(with(work(), "username", "root", "table", "nothing"), "user name or the password");
    }

    @Test
    void aTestTellsWhatTheColumnsHoldOverAnEncryptedConnection() {
        copies.tested(copies.created(with(work(), "tls", "require", "type", "mysql")))
                .body("ok", is(true))
                .body("server", startsWith("MariaDB 11.4"))
                .body("columns.touched", is("local_time"))
                .body("columns.state", is("integer"));
    }
}
