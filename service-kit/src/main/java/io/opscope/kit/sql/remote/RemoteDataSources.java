package io.opscope.kit.sql.remote;

import com.mysql.cj.conf.PropertyDefinitions.SslMode;
import com.mysql.cj.conf.PropertyDefinitions.ZeroDatetimeBehavior;
import com.mysql.cj.jdbc.MysqlDataSource;
import java.net.Inet6Address;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Data sources of the drivers themselves: every setting is a property of its own, no address is put together. */
final class RemoteDataSources {

    private static final String NAME = "opscope-connector";

    /** How much longer than a statement the connection waits, so that the server's own words arrive first. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** Bytes that one answer may take in memory. */
    private static final String LARGEST_ANSWER = "64M";

    private RemoteDataSources() {}

    static DataSource of(RemoteServer server) throws SQLException {
        return switch (server.dialect()) {
            case POSTGRESQL -> postgresql(server);
            case MYSQL -> mysql(server);
        };
    }

    private static DataSource postgresql(RemoteServer server) throws SQLException {
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {address(server)});
        source.setPortNumbers(new int[] {server.port()});
        source.setDatabaseName(server.database());
        source.setUser(server.username());
        source.setPassword(server.password());
        source.setSslMode(server.tls().name().toLowerCase(Locale.ROOT));
        source.setApplicationName(NAME);
        source.setConnectTimeout(seconds(server.connectTimeout()));
        source.setLoginTimeout(seconds(server.connectTimeout()));
        source.setSocketTimeout(seconds(server.statementTimeout().plus(GRACE)));
        source.setTcpKeepAlive(true);
        source.setReadOnly(true);
        source.setMaxResultBuffer(LARGEST_ANSWER);
        // keys of any type are compared with what they were read as
        source.setStringType("unspecified");
        return source;
    }

    private static DataSource mysql(RemoteServer server) throws SQLException {
        var source = new MysqlDataSource();
        source.setServerName(address(server));
        source.setPort(server.port());
        source.setDatabaseName(server.database());
        source.setUser(server.username());
        source.setPassword(server.password());
        source.setSslMode(
                switch (server.tls()) {
                    case DISABLE -> SslMode.DISABLED.name();
                    case PREFER -> SslMode.PREFERRED.name();
                    case REQUIRE -> SslMode.REQUIRED.name();
                });
        source.setConnectTimeout(Math.toIntExact(server.connectTimeout().toMillis()));
        source.setSocketTimeout(
                Math.toIntExact(server.statementTimeout().plus(GRACE).toMillis()));
        source.setConnectionAttributes("program_name:" + NAME);
        source.setServerTimezone("UTC");
        source.setForceConnectionTimeZoneToSession(true);
        source.setTinyInt1isBit(false);
        source.setYearIsDateType(false);
        source.setZeroDateTimeBehavior(ZeroDatetimeBehavior.CONVERT_TO_NULL.name());
        source.setAllowLoadLocalInfile(false);
        return source;
    }

    private static String address(RemoteServer server) {
        var text = server.address().getHostAddress();
        return server.address() instanceof Inet6Address ? "[" + text + "]" : text;
    }

    static int seconds(Duration duration) {
        return Math.max(1, Math.toIntExact(duration.toSeconds()));
    }
}
