package io.opscope.metrics.connector;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.kit.sql.remote.Dialect;
import io.opscope.kit.sql.remote.Tls;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Everything that is declared of a connector but its password. The fields are those of {@link ConnectorRequest}. */
@RegisterForReflection
record Definition(
        String name,
        String type,
        String host,
        int port,
        String database,
        String username,
        String tls,
        String family,
        String table,
        String watermark,
        String overlap,
        @JsonProperty("overlap_values") long overlapValues,
        String every,
        Map<String, Object> mapping,
        boolean enabled) {

    private static final Pattern COLUMN = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$ -]{0,62}");
    private static final Pattern TABLE = Pattern.compile(COLUMN.pattern() + "(\\." + COLUMN.pattern() + ")?");
    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofDays(31);

    Definition {
        mapping = Collections.unmodifiableMap(new LinkedHashMap<>(mapping));
    }

    /** A new connector, with what is usual where nothing is said. */
    static Definition of(ConnectorRequest request) {
        var type = given("type", request.type());
        return new Definition(
                        given("name", request.name()),
                        type,
                        given("host", request.host()),
                        or(request.port(), type.equals("postgresql") ? 5432 : 3306),
                        given("database", request.database()),
                        given("username", request.username()),
                        or(request.tls(), "prefer"),
                        given("family", request.family()),
                        given("table", request.table()),
                        given("watermark", request.watermark()),
                        or(request.overlap(), "PT5M"),
                        or(request.overlapValues(), 1000L),
                        or(request.every(), "PT1M"),
                        given("mapping", request.mapping()),
                        or(request.enabled(), true))
                .checked();
    }

    /** This one with what the request says in the place of what was said before. */
    Definition with(ConnectorRequest request) {
        return new Definition(
                        or(request.name(), name),
                        or(request.type(), type),
                        or(request.host(), host),
                        or(request.port(), port),
                        or(request.database(), database),
                        or(request.username(), username),
                        or(request.tls(), tls),
                        or(request.family(), family),
                        or(request.table(), table),
                        or(request.watermark(), watermark),
                        or(request.overlap(), overlap),
                        or(request.overlapValues(), overlapValues),
                        or(request.every(), every),
                        or(request.mapping(), mapping),
                        or(request.enabled(), enabled))
                .checked();
    }

    /** Whether the password was given for the same server, user and kind of connection. */
    boolean sharesPasswordWith(Definition other) {
        return type.equals(other.type)
                && host.equals(other.host)
                && port == other.port
                && tls.equals(other.tls)
                && username.equals(other.username);
    }

    /** Whether the same rows are read into the same records, so that the watermark still means something. */
    boolean readsLike(Definition other) {
        return type.equals(other.type)
                && host.equals(other.host)
                && port == other.port
                && database.equals(other.database)
                && family.equals(other.family)
                && table.equals(other.table)
                && watermark.equals(other.watermark)
                && mapping.equals(other.mapping);
    }

    Dialect dialect() {
        return type.equals("postgresql") ? Dialect.POSTGRESQL : Dialect.MYSQL;
    }

    Tls encryption() {
        return Tls.valueOf(tls.toUpperCase(Locale.ROOT));
    }

    Duration overlapDuration() {
        return Duration.parse(overlap);
    }

    Duration pause() {
        return Duration.parse(every);
    }

    @Nullable String schema() {
        return table.contains(".") ? table.substring(0, table.indexOf('.')) : null;
    }

    String tableName() {
        return table.substring(table.indexOf('.') + 1);
    }

    static boolean isColumn(String name) {
        return COLUMN.matcher(name).matches();
    }

    private Definition checked() {
        if (!TABLE.matcher(table).matches()) {
            throw CommonProblem.badParameter(
                    "table", table, "table or schema.table of letters, digits, _ $ - and spaces");
        }
        if (!isColumn(watermark)) {
            throw CommonProblem.badParameter("watermark", watermark, "a column of letters, digits, _ $ - and spaces");
        }
        duration("overlap", overlap, Duration.ZERO);
        duration("every", every, SHORTEST);
        return this;
    }

    private static void duration(String name, String text, Duration least) {
        var allowed = "a duration such as PT5M, " + least + " to " + LONGEST;
        try {
            var duration = Duration.parse(text);
            if (duration.compareTo(least) < 0 || duration.compareTo(LONGEST) > 0) {
                throw CommonProblem.badParameter(name, text, allowed);
            }
        } catch (DateTimeException e) {
            throw CommonProblem.badParameter(name, text, allowed);
        }
    }

    private static <T> T given(String name, @Nullable T value) {
        if (value == null) {
            throw CommonProblem.badParameter(name, "", "it has to be given");
        }
        return value;
    }

    private static <T> T or(@Nullable T said, T otherwise) {
        return Objects.requireNonNullElse(said, otherwise);
    }
}
