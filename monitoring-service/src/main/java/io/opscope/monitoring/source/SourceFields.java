package io.opscope.monitoring.source;

import io.opscope.kit.net.HostText;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.kit.sql.remote.Authority;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is declared of a source but its id and its password; checked, so that nothing in it means more to a
 * driver than what it is. Of a mart the fields of a server are null, and the other way round.
 */
record SourceFields(
        String name,
        String type,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String database,
        @Nullable String username,
        @Nullable String tls,
        @Nullable String authority,
        @Nullable String parent,
        @Nullable String schema,
        @Nullable String freshTable,
        @Nullable String freshColumn,
        @Nullable Duration maxAge,
        @Nullable String nodeExporter,
        @Nullable String nodeExporterMountpoint) {

    private static final Set<String> SERVERS = Set.of("postgresql", "mysql", "mariadb");
    private static final Set<String> MODES = Set.of("disable", "prefer", "require", "verify");
    private static final Pattern DATABASE =
            Pattern.compile("[\\p{L}\\p{N}_$.-](?:[\\p{L}\\p{N}_$. -]{0,61}[\\p{L}\\p{N}_$.-])?");
    private static final Pattern USER =
            Pattern.compile("[\\p{L}\\p{N}_$.@+-](?:[\\p{L}\\p{N}_$.@+ -]{0,126}[\\p{L}\\p{N}_$.@+-])?");
    private static final Pattern IDENTIFIER = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$ -]{0,62}");
    private static final Pattern MOUNTPOINT = Pattern.compile("/[^\\p{Cntrl}\"\\\\]{0,499}");
    private static final String EXPORTER =
            "an address such as http://db1.example.org:9100/metrics, without user, query or fragment";
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final int LONGEST_AUTHORITY = 64 * 1024;
    private static final int POSTGRESQL_PORT = 5432;
    private static final int MYSQL_PORT = 3306;

    /** A new source, with what is usual where nothing is said. */
    static SourceFields of(SourceRequest request) {
        var type = given("type", request.type());
        if (type.equals(RegisteredSource.MART)) {
            return none().with(request);
        }
        var usual = new SourceFields(
                "",
                type,
                "",
                type.equals("postgresql") ? POSTGRESQL_PORT : MYSQL_PORT,
                "",
                "",
                "prefer",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        return usual.with(request);
    }

    /** This one with what the request says in the place of what was said before. */
    SourceFields with(SourceRequest request) {
        var rule = request.freshness() == null ? SourceRequest.Freshness.NONE : request.freshness();
        return new SourceFields(
                        or(request.name(), name),
                        or(request.type(), type),
                        orNull(request.host(), host),
                        orNull(request.port(), port),
                        orNull(request.database(), database),
                        orNull(request.username(), username),
                        orNull(request.tls(), tls),
                        "".equals(request.authority()) ? null : orNull(pem(request.authority()), authority),
                        orNull(request.source(), parent),
                        orNull(request.schema(), schema),
                        orNull(rule.table(), freshTable),
                        orNull(rule.column(), freshColumn),
                        rule.maxAge() == null ? maxAge : duration(rule.maxAge()),
                        "".equals(request.nodeExporter()) ? null : orNull(request.nodeExporter(), nodeExporter),
                        "".equals(request.nodeExporterMountpoint())
                                ? null
                                : orNull(request.nodeExporterMountpoint(), nodeExporterMountpoint))
                .checked();
    }

    /** Whether a password given for the one may be sent to the other: same server, proven alike, and same user. */
    boolean sharesPasswordWith(SourceFields other) {
        return type.equals(other.type)
                && Objects.equals(host, other.host)
                && Objects.equals(port, other.port)
                && Objects.equals(tls, other.tls)
                && Objects.equals(authority, other.authority)
                && Objects.equals(username, other.username);
    }

    boolean isMart() {
        return type.equals(RegisteredSource.MART);
    }

    private SourceFields checked() {
        if (name.isBlank() || name.length() > 200 || name.chars().anyMatch(Character::isISOControl)) {
            throw CommonProblem.badParameter("name", name, "1 to 200 characters");
        }
        return isMart() ? checkedMart() : checkedServer();
    }

    private SourceFields checkedServer() {
        if (!SERVERS.contains(type)) {
            throw CommonProblem.badParameter("type", type, "postgresql, mysql, mariadb or mart");
        }
        if (host == null || !HostText.isHost(host)) {
            throw CommonProblem.badParameter(
                    "host", shown(host), "a host name, or an address without brackets or zone");
        }
        if (port == null || port < 1 || port > 65_535) {
            throw CommonProblem.badParameter("port", shown(port), "1 to 65535");
        }
        matching("database", database, DATABASE, "letters, digits, _ $ . - and spaces between, at most 63");
        matching("username", username, USER, "letters, digits, _ $ . @ + - and spaces between, at most 128");
        if (tls == null || !MODES.contains(tls)) {
            throw CommonProblem.badParameter("tls", shown(tls), "disable, prefer, require or verify");
        }
        if (authority != null && (authority.length() > LONGEST_AUTHORITY || !Authority.isAuthority(authority))) {
            throw CommonProblem.badParameter("tls_ca", "", "certificates as PEM, at most 64 KiB");
        }
        if (nodeExporter != null && NodeExporter.of(nodeExporter, null).isEmpty()) {
            throw CommonProblem.badParameter("node_exporter", nodeExporter, EXPORTER);
        }
        if (nodeExporterMountpoint != null
                && (nodeExporter == null
                        || !MOUNTPOINT.matcher(nodeExporterMountpoint).matches())) {
            throw CommonProblem.badParameter(
                    "node_exporter_mountpoint",
                    nodeExporterMountpoint,
                    "an absolute path, together with a node_exporter");
        }
        absent("source", parent, "a mart's only");
        absent("schema", schema, "a mart's only");
        absent("freshness", freshTable, "a mart's only");
        absent("freshness", freshColumn, "a mart's only");
        absent("freshness", maxAge, "a mart's only");
        return this;
    }

    private SourceFields checkedMart() {
        given("source", parent);
        matching("schema", schema, IDENTIFIER, "letters, digits, _ $ - and spaces, at most 63");
        matching("freshness.table", freshTable, IDENTIFIER, "letters, digits, _ $ - and spaces, at most 63");
        matching("freshness.column", freshColumn, IDENTIFIER, "letters, digits, _ $ - and spaces, at most 63");
        var age = given("freshness.max_age", maxAge);
        if (age.compareTo(SHORTEST) < 0 || age.compareTo(LONGEST) > 0) {
            throw CommonProblem.badParameter("freshness.max_age", age, "PT1M to P366D");
        }
        for (var ofServers : new @Nullable Object[] {
            host, port, database, username, tls, authority, nodeExporter, nodeExporterMountpoint
        }) {
            absent(
                    "host, port, database, username, tls, tls_ca, node_exporter",
                    ofServers,
                    "those of the source it is a schema of");
        }
        return this;
    }

    private static SourceFields none() {
        return new SourceFields(
                "",
                RegisteredSource.MART,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static void matching(String parameter, @Nullable String value, Pattern pattern, String allowed) {
        if (value == null || !pattern.matcher(value).matches()) {
            throw CommonProblem.badParameter(parameter, shown(value), allowed);
        }
    }

    private static void absent(String parameter, @Nullable Object value, String allowed) {
        if (value != null) {
            throw CommonProblem.badParameter(parameter, value instanceof String ? "" : value, allowed);
        }
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw CommonProblem.badParameter("freshness.max_age", text, "a duration such as PT1H");
        }
    }

    private static <T> T given(String parameter, @Nullable T value) {
        if (value == null) {
            throw CommonProblem.badParameter(parameter, "", "it has to be given");
        }
        return value;
    }

    private static Object shown(@Nullable Object value) {
        return value == null ? "" : value;
    }

    private static <T> T or(@Nullable T said, T otherwise) {
        return said == null ? otherwise : said;
    }

    /** MySQL ends the files of the certificates that it makes with a character that no text may have. */
    private static @Nullable String pem(@Nullable String said) {
        return said == null ? null : said.replace("\0", "");
    }

    private static <T> @Nullable T orNull(@Nullable T said, @Nullable T otherwise) {
        return said == null ? otherwise : said;
    }
}
