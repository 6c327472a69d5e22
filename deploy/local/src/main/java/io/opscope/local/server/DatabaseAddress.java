package io.opscope.local.server;

import io.opscope.local.process.Failure;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One database and the role that administers it.
 *
 * @param jdbcUrl where it is, without user and password
 */
public record DatabaseAddress(String jdbcUrl, String user, String password) {

    private static final int CONNECT_SECONDS = 5;
    private static final int ANSWER_SECONDS = 60;

    /**
     * Reads {@code postgresql://user:password@host:port/database?parameters}, or the same as a JDBC URL with user and
     * password among its parameters or before the host.
     *
     * @throws Failure that says what is wrong with it, without showing the password
     */
    public static DatabaseAddress parse(String variable, String text) {
        var uri = uri(variable, text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text);
        if (uri.getHost() == null || !List.of("postgresql", "postgres").contains(uri.getScheme())) {
            throw malformed(variable);
        }
        var user = part(uri.getRawUserInfo(), 0);
        var password = part(uri.getRawUserInfo(), 1);
        var parameters = new ArrayList<String>();
        for (var parameter :
                uri.getRawQuery() == null ? new String[0] : uri.getRawQuery().split("&")) {
            if (parameter.startsWith("user=")) {
                user = decode(parameter.substring("user=".length()));
            } else if (parameter.startsWith("password=")) {
                password = decode(parameter.substring("password=".length()));
            } else if (!parameter.isEmpty()) {
                parameters.add(parameter);
            }
        }
        if (user == null || uri.getPath() == null || uri.getPath().length() < 2) {
            throw malformed(variable);
        }
        var jdbc = "jdbc:postgresql://" + uri.getHost() + ":" + (uri.getPort() < 0 ? 5432 : uri.getPort())
                + uri.getRawPath() + (parameters.isEmpty() ? "" : "?" + String.join("&", parameters));
        return new DatabaseAddress(jdbc, user, password == null ? "" : password);
    }

    /** The host and port, for people. */
    public String place() {
        var rest = jdbcUrl.substring("jdbc:postgresql://".length());
        return rest.substring(0, rest.indexOf('/'));
    }

    /** Opens connections as the administrating role. */
    public DataSource administrator() {
        var source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl);
        source.setUser(user);
        source.setPassword(password);
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setSocketTimeout(ANSWER_SECONDS);
        source.setApplicationName("opscope-launcher");
        return source;
    }

    /** The record's own would show the password. */
    @Override
    public String toString() {
        return user + " at " + jdbcUrl;
    }

    private static URI uri(String variable, String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw malformed(variable);
        }
    }

    private static @Nullable String part(@Nullable String userInfo, int index) {
        if (userInfo == null) {
            return null;
        }
        var parts = userInfo.split(":", 2);
        return index < parts.length ? decode(parts[index]) : null;
    }

    /** A plus sign is itself in these parts of an address. */
    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Failure malformed(String variable) {
        return new Failure(variable + " has to read postgresql://user:password@host:port/database"
                + " (special characters in the password as %XX)");
    }
}
