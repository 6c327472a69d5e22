package io.opscope.kit.sql.remote;

import com.mysql.cj.conf.PropertyDefinitions.SslMode;
import com.mysql.cj.conf.PropertyDefinitions.ZeroDatetimeBehavior;
import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.NonRegisteringDriver;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections of the drivers themselves: every setting is a property of its own. The host is the one thing that stands in
 * an address of a driver's; a {@link io.opscope.kit.net.Destination} has none that could mean more than a host.
 */
final class RemoteConnections {

    /** How much longer than a statement the connection waits, so that the server's own words arrive first. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** Bytes of an answer that is held in memory, as they are on the wire. */
    static final long LARGEST_ANSWER = 64_000_000;

    private RemoteConnections() {}

    /**
     * Connects and signs in.
     *
     * @throws RemoteFailedException saying what went wrong
     */
    static Connection open(RemoteServer server, Call call) {
        // the drivers know limits for each step only; a server that answers drop by drop meets this one
        var deadline = Deadline.after(server.connectTimeout(), call::hangUp);
        try (deadline) {
            return switch (server.dialect()) {
                case POSTGRESQL -> postgresql(server, call);
                case MYSQL -> mysql(server, call);
            };
        } catch (SQLException | RuntimeException e) {
            call.hangUp();
            throw deadline.hasPassed()
                    ? RemoteFailedException.timedOut(e)
                    : RemoteFailedException.of(
                            e instanceof SQLException sql ? sql : new SQLException("No connection", "08001", e),
                            server);
        }
    }

    private static Connection postgresql(RemoteServer server, Call call) throws SQLException {
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host(server)});
        source.setPortNumbers(new int[] {server.destination().port()});
        source.setSocketFactory(PostgresqlSockets.class.getName());
        source.setSocketFactoryArg(call.name());
        source.setDatabaseName(server.database());
        source.setSslMode(
                switch (server.tls()) {
                    case DISABLE -> "disable";
                    case PREFER -> "prefer";
                    case REQUIRE -> "require";
                    case VERIFY -> "verify-full";
                });
        if (server.tls() == Tls.VERIFY) {
            var authority = server.authority();
            source.setSslfactory(
                    authority == null ? "org.postgresql.ssl.DefaultJavaSSLFactory" : Authority.class.getName());
            source.setSslFactoryArg(authority);
        }
        source.setSslResponseTimeout(Math.toIntExact(server.connectTimeout().toMillis()));
        source.setApplicationName(server.client());
        source.setConnectTimeout(seconds(server.connectTimeout()));
        source.setSocketTimeout(seconds(server.statementTimeout().plus(GRACE)));
        source.setCancelSignalTimeout(seconds(server.connectTimeout()));
        source.setTcpKeepAlive(true);
        source.setReadOnly(true);
        // keys of any type are compared with what they were read as
        source.setStringType("unspecified");
        var credentials = new Properties();
        credentials.setProperty(PGProperty.USER.getName(), server.username());
        if (server.password() != null) {
            credentials.setProperty(PGProperty.PASSWORD.getName(), server.password());
        }
        // not by way of the driver manager, which every driver of the process answers
        var connection = new Driver().connect(source.getURL(), credentials);
        if (connection == null) {
            throw new SQLException("The driver does not know its own address", "08001");
        }
        return connection;
    }

    private static Connection mysql(RemoteServer server, Call call) throws SQLException {
        var properties = new Properties();
        set(properties, PropertyKey.DBNAME, server.database());
        set(properties, PropertyKey.USER, server.username());
        set(properties, PropertyKey.PASSWORD, server.password() == null ? "" : server.password());
        set(properties, PropertyKey.socketFactory, MysqlSockets.class.getName());
        properties.setProperty(MysqlSockets.CALL, call.name());
        if (server.authority() != null) {
            properties.setProperty(MysqlSockets.AUTHORITY, server.authority());
        }
        var mode =
                switch (server.tls()) {
                    case DISABLE -> SslMode.DISABLED;
                    case PREFER -> SslMode.PREFERRED;
                    case REQUIRE -> SslMode.REQUIRED;
                    case VERIFY -> SslMode.VERIFY_IDENTITY;
                };
        set(properties, PropertyKey.sslMode, mode.name());
        set(properties, PropertyKey.connectTimeout, server.connectTimeout().toMillis());
        set(
                properties,
                PropertyKey.socketTimeout,
                server.statementTimeout().plus(GRACE).toMillis());
        set(properties, PropertyKey.connectionAttributes, "program_name:" + server.client());
        set(properties, PropertyKey.connectionTimeZone, "UTC");
        set(properties, PropertyKey.forceConnectionTimeZoneToSession, true);
        set(properties, PropertyKey.tinyInt1isBit, false);
        set(properties, PropertyKey.yearIsDateType, false);
        set(properties, PropertyKey.zeroDateTimeBehavior, ZeroDatetimeBehavior.CONVERT_TO_NULL.name());
        set(properties, PropertyKey.allowLoadLocalInfile, false);
        set(properties, PropertyKey.allowUrlInLocalInfile, false);
        // a server that is not proven to be the right one would only have to ask for the password
        set(properties, PropertyKey.disabledAuthenticationPlugins, "mysql_clear_password");
        return new NonRegisteringDriver()
                .connect(
                        "jdbc:mysql://" + host(server) + ":"
                                + server.destination().port() + "/",
                        properties);
    }

    /** The server's name and version. */
    static String product(Connection connection) throws SQLException {
        var meta = connection.getMetaData();
        var version = meta.getDatabaseProductVersion();
        // MySQL's driver takes every server for a MySQL; older MariaDBs put a MySQL's version before their own
        return version.contains("MariaDB")
                ? "MariaDB " + version.replaceFirst("^5\\.5\\.5-", "").replaceFirst("-MariaDB.*", "")
                : meta.getDatabaseProductName() + " " + version;
    }

    static boolean isEncrypted(Connection connection) throws SQLException {
        if (connection.isWrapperFor(JdbcConnection.class)) {
            return connection.unwrap(JdbcConnection.class).getSession().isSSLEstablished();
        }
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
            return result.next() && result.getBoolean(1);
        }
    }

    private static void set(Properties properties, PropertyKey key, Object value) {
        properties.setProperty(key.getKeyName(), value.toString());
    }

    private static String host(RemoteServer server) {
        var host = server.destination().host();
        return host.contains(":") ? "[" + host + "]" : host;
    }

    static int seconds(Duration duration) {
        return Math.max(1, Math.toIntExact(duration.toSeconds()));
    }
}
