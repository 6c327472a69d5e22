package io.opscope.monitoring.source;

import java.util.regex.Pattern;

/** Host, port and database of a PostgreSQL JDBC address; of several hosts, the first. */
record JdbcAddress(String host, int port, String database) {

    private static final int DEFAULT_PORT = 5432;
    private static final Pattern SHAPE =
            Pattern.compile("jdbc:postgresql://(\\[[^]]+]|[^:/,?]+)(?::(\\d{1,5}))?(?:,[^/]*)?/([^?]+)(?:\\?.*)?");

    /**
     * Takes an address apart.
     *
     * @throws IllegalArgumentException when it is not of the form {@code jdbc:postgresql://host[:port]/database}
     */
    static JdbcAddress of(String url) {
        var matcher = SHAPE.matcher(url);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "opscope.monitoring.self.url is not of the form jdbc:postgresql://host[:port]/database");
        }
        var port = matcher.group(2) == null ? DEFAULT_PORT : Integer.parseInt(matcher.group(2));
        return new JdbcAddress(matcher.group(1), port, matcher.group(3));
    }
}
