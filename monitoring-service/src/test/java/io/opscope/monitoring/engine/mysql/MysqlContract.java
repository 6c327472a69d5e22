package io.opscope.monitoring.engine.mysql;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Statement;
import io.opscope.kit.testing.MariaDb;
import io.opscope.monitoring.engine.Engine;
import io.opscope.monitoring.engine.EngineContract;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** What is the same of a MariaDB and of a MySQL: the words to fill them with, and a user {@code watcher} to look at them. */
abstract class MysqlContract extends EngineContract {

    protected static final String WORD = "s3cret-of-the-watch";

    private static final String LONG_ONE = "a long one";

    /** The table of what runs. */
    protected abstract String running();

    @Override
    protected Engine engine() {
        return new MysqlEngine();
    }

    @Override
    protected String database() {
        return MariaDb.DATABASE;
    }

    @Override
    protected String username() {
        return "watcher";
    }

    @Override
    protected @Nullable String password() {
        return WORD;
    }

    @Override
    protected String martSchema() {
        return database();
    }

    @Override
    protected void fillMart(Duration age) throws SQLException {
        run(
                writer(),
                "CREATE TABLE IF NOT EXISTS sales (`sold at` datetime(3))",
                "INSERT INTO sales VALUES (utc_timestamp(3) - INTERVAL " + age.toSeconds() + " SECOND)");
    }

    @Override
    protected AutoCloseable statementThatTakes(int seconds) {
        var before = sleeping();
        var statement = new Thread(() -> runQuietly("SELECT '" + LONG_ONE + "', sleep(" + seconds + ")"));
        statement.start();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> sleeping() > before);
        return () -> {
            for (var id : asleep("id").list(row -> row.integer("n"))) {
                runQuietly("KILL " + id);
            }
            statement.join(10_000);
        };
    }

    @Override
    protected String partOfIts() {
        return LONG_ONE;
    }

    @Override
    protected String whoAmI() {
        return "SELECT connection_id()";
    }

    protected static void run(DataSource keeper, String... statements) throws SQLException {
        try (var session = keeper.getConnection()) {
            for (var statement : statements) {
                session.createStatement().execute(statement);
            }
        }
    }

    /** For what is killed, or kills somebody who has gone. */
    protected final void runQuietly(String statement) {
        try {
            run(writer(), statement);
        } catch (SQLException e) {
            assertNotNull(e.getSQLState());
        }
    }

    private long sleeping() {
        return asleep("count(*)").first(row -> row.integer("n")).orElseThrow();
    }

    private Statement asleep(String what) {
        return Sql.text("SELECT " + what + " AS n FROM " + running() + " WHERE info LIKE '%''" + LONG_ONE
                        + "''%' AND id <> connection_id()")
                .on(writer());
    }
}
