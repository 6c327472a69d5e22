package io.opscope.kit.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * Lays out one database for the whole suite: per service a schema, an owner role that migrates it and a runtime role
 * that is neither owner nor superuser nor exempt from row-level security. May run again at any time: it creates what is
 * missing and sets the passwords anew.
 */
public final class ServiceSchema {

    /** The services that keep data, by the name of their schema. */
    public static final List<String> SCHEMAS = List.of("metrics", "reports", "monitoring", "gateway");

    /** The role that the monitoring service reads the server's own statistics with. */
    public static final String MONITOR_ROLE = "opscope_monitor";

    /** Monitoring says what is missing where a server does not carry the extension or does not let us have it. */
    private static final String STATEMENT_STATISTICS = """
            DO $$ BEGIN
                CREATE EXTENSION IF NOT EXISTS pg_stat_statements SCHEMA public;
            EXCEPTION WHEN undefined_file OR insufficient_privilege OR feature_not_supported THEN
                RAISE NOTICE 'pg_stat_statements is not to be had: %%', SQLERRM;
            END $$
            """;

    private ServiceSchema() {}

    /** The role that a service works as. */
    public static String runtimeRole(String schema) {
        return "opscope_" + schema;
    }

    /** The role that owns a service's tables and migrates them. */
    public static String ownerRole(String schema) {
        return "opscope_" + schema + "_owner";
    }

    /**
     * Creates roles, schemas and grants in the database that {@code administrator} is connected to.
     *
     * @param administrator connects as a role that may create roles, schemas and extensions
     * @param passwords gives the password of each role by its name
     */
    public static void create(DataSource administrator, UnaryOperator<String> passwords) {
        try (var connection = administrator.getConnection()) {
            for (var schema : SCHEMAS) {
                role(connection, ownerRole(schema), passwords);
                role(connection, runtimeRole(schema), passwords);
                run(connection, "GRANT %I TO CURRENT_USER", ownerRole(schema));
                run(connection, "CREATE SCHEMA IF NOT EXISTS %I AUTHORIZATION %I", schema, ownerRole(schema));
                run(connection, "GRANT USAGE ON SCHEMA %I TO %I", schema, runtimeRole(schema));
                run(
                        connection,
                        "ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I"
                                + " GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO %I",
                        ownerRole(schema),
                        schema,
                        runtimeRole(schema));
                run(
                        connection,
                        "ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I GRANT USAGE ON SEQUENCES TO %I",
                        ownerRole(schema),
                        schema,
                        runtimeRole(schema));
            }
            role(connection, MONITOR_ROLE, passwords);
            run(connection, "GRANT pg_monitor TO %I", MONITOR_ROLE);
            run(connection, STATEMENT_STATISTICS);
        } catch (SQLException e) {
            throw SqlFailedException.of("service schema", e);
        }
    }

    private static void role(Connection connection, String role, UnaryOperator<String> passwords) throws SQLException {
        try (var exists = connection.prepareStatement("SELECT 1 FROM pg_roles WHERE rolname = ?")) {
            exists.setString(1, role);
            try (var result = exists.executeQuery()) {
                if (!result.next()) {
                    run(connection, "CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE", role);
                }
            }
        }
        run(connection, "ALTER ROLE %I PASSWORD %L", role, passwords.apply(role));
    }

    /** Has the server quote the names itself; DDL takes no parameters. */
    private static void run(Connection connection, String template, String... names) throws SQLException {
        var placeholders = ", ?".repeat(names.length);
        String ddl;
        try (var format = connection.prepareStatement("SELECT format(?" + placeholders + ")")) {
            format.setString(1, template);
            for (int i = 0; i < names.length; i++) {
                format.setString(i + 2, names[i]);
            }
            try (var result = format.executeQuery()) {
                result.next();
                ddl = result.getString(1);
            }
        }
        try (var statement = connection.createStatement()) {
            statement.execute(ddl);
        }
    }
}
