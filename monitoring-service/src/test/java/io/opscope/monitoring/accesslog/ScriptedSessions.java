package io.opscope.monitoring.accesslog;

import io.opscope.kit.testing.DebianPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.postgresql.ds.PGSimpleDataSource;

/** Sign-ins and statements with a known outcome, each of which the server logs as one event. */
final class ScriptedSessions {

    static final String USER = "scripted";

    /** What one session comes to, the sign-in and the sign-out among it. */
    static final int EVENTS = 12;

    private final DebianPostgres server;
    private final Map<String, Long> expected = new TreeMap<>();
    private int sessions;

    ScriptedSessions(DebianPostgres server) throws SQLException {
        this.server = server;
        try (var keeper = server.as(DebianPostgres.SUPERUSER, "postgres").getConnection()) {
            keeper.createStatement()
                    .execute("CREATE ROLE " + USER + " LOGIN CREATEROLE; GRANT CREATE ON SCHEMA public TO " + USER);
        }
    }

    /** How often each action ended in each way so far. */
    Map<String, Long> expected() {
        return expected;
    }

    long total() {
        return expected.values().stream().mapToLong(Long::longValue).sum();
    }

    void session() throws SQLException {
        var number = sessions++;
        try (var session = connect(USER)) {
            count("LOGIN success");
            run(session, "SCHEMA_CHANGE", "CREATE TABLE scripted_" + number + " (id int, name text)");
            run(session, "PRIVILEGE_CHANGE", "GRANT SELECT ON scripted_" + number + " TO PUBLIC");
            run(session, "QUERY_EXECUTION", "INSERT INTO scripted_" + number + " VALUES (1, 'two\nlines, \"quoted\"')");
            run(session, "QUERY_EXECUTION", "SELECT * FROM scripted_" + number);
            run(session, "PRIVILEGE_CHANGE", "CREATE ROLE other_" + number + " PASSWORD 'a canary " + number + "'");
            run(session, "PRIVILEGE_CHANGE", "DROP ROLE other_" + number);
            fail(session, "QUERY_EXECUTION", "SELECT 1 / (id - 1) FROM scripted_" + number);
            fail(session, "SCHEMA_CHANGE", "DROP TABLE there_is_none");
            fail(session, "QUERY_EXECUTION", "SELECT it is no statement");
            run(session, "SCHEMA_CHANGE", "DROP TABLE scripted_" + number);
        }
        count("LOGOUT success");
    }

    /** Nobody of that name may sign in. */
    void refusedSession() {
        try (var session = connect("scripted stranger")) {
            throw new AssertionError("Let in: " + session);
        } catch (SQLException e) {
            count("LOGIN failure");
        }
    }

    private void run(Connection session, String action, String statement) throws SQLException {
        try (var running = session.createStatement()) {
            running.execute(statement);
        }
        count(action + " success");
    }

    private void fail(Connection session, String action, String statement) throws SQLException {
        try {
            run(session, action, statement);
            throw new AssertionError("Ran: " + statement);
        } catch (SQLException e) {
            count(action + " failure");
        }
    }

    private void count(String outcome) {
        expected.merge(outcome, 1L, Long::sum);
    }

    /** One message per statement, and none that the driver sends by itself. */
    private Connection connect(String user) throws SQLException {
        var source = (PGSimpleDataSource) server.as(user, "postgres");
        source.setPreferQueryMode(org.postgresql.jdbc.PreferQueryMode.SIMPLE);
        source.setAssumeMinServerVersion("15");
        source.setApplicationName("script");
        source.setSslMode("disable");
        source.setGssEncMode("disable");
        return source.getConnection();
    }
}
