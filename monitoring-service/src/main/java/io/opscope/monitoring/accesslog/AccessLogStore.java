package io.opscope.monitoring.accesslog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Statement;
import io.opscope.kit.sql.Tx;
import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.accesslog.record.Cut;
import io.opscope.monitoring.accesslog.record.Event;
import io.opscope.monitoring.accesslog.record.Memory;
import io.opscope.monitoring.engine.LogPlace;
import io.opscope.monitoring.source.SourceKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps what sources' logs said, and how far they have been read. */
@ApplicationScoped
class AccessLogStore {

    private static final Sql POSITION = Sql.file(AccessLogStore.class, "position.sql");
    private static final Sql BEGIN = Sql.file(AccessLogStore.class, "begin-position.sql");
    private static final Sql MOVE = Sql.file(AccessLogStore.class, "move-position.sql");
    private static final Sql TELL = Sql.file(AccessLogStore.class, "tell-missing.sql");
    private static final Sql KEEP = Sql.file(AccessLogStore.class, "keep-entries.sql");
    private static final Sql KEEP_GAP = Sql.file(AccessLogStore.class, "keep-gap.sql");
    private static final Sql FORGET = Sql.file(AccessLogStore.class, "forget-entries.sql");
    private static final Sql FORGET_GAPS = Sql.file(AccessLogStore.class, "forget-gaps.sql");

    private static final TypeReference<List<Unavailable>> REASONS = new TypeReference<>() {};

    private final Database db;
    private final ObjectMapper json;

    AccessLogStore(Database db, ObjectMapper json) {
        this.db = db;
        this.json = json;
    }

    /** How far the log of a source has been read. */
    Position position(SourceKey source) {
        return db.write(
                scope(source),
                tx -> bind(POSITION, tx, source).first(this::position).orElse(Position.NONE));
    }

    /**
     * Keeps a step whole.
     *
     * @return false when the log has been read on by somebody else meanwhile; nothing is kept then
     */
    boolean keep(SourceKey source, Step step, List<Unavailable> missing) {
        return db.write(scope(source), tx -> {
            bind(BEGIN, tx, source).run();
            var moved = bind(MOVE, tx, source)
                    .set("from", step.from().edition())
                    .set("to", step.to().edition())
                    .set("place", written(step.to().place()))
                    .set("cut", step.to().cut().name())
                    .set("memory", written(step.to().memory()))
                    .set("missing", written(missing))
                    .run();
            if (moved == 0) {
                return false;
            }
            keep(tx, source, step.events());
            step.gaps()
                    .forEach(
                            gap -> bind(KEEP_GAP, tx, source).set("reason", gap).run());
            return true;
        });
    }

    /** Notes what cannot be read, and that we looked. */
    void tell(SourceKey source, List<Unavailable> missing) {
        db.write(scope(source), tx -> {
            bind(BEGIN, tx, source).run();
            return bind(TELL, tx, source).set("missing", written(missing)).run();
        });
    }

    /** What is known of the reading itself; null where there has been none. */
    @Nullable Standing standing(Tx tx, SourceKey source) {
        return bind(POSITION, tx, source)
                .first(row -> new Standing(row.instant("read_at"), reasons(row.text("missing"))))
                .orElse(null);
    }

    /** Forgets what is older than a moment, and of the rest all but the newest. */
    void forget(SourceKey source, Instant floor, int most) {
        db.write(scope(source), tx -> {
            bind(FORGET_GAPS, tx, source).set("floor", floor).run();
            return bind(FORGET, tx, source)
                    .set("floor", floor)
                    .set("most", most)
                    .run();
        });
    }

    private static void keep(Tx tx, SourceKey source, Collection<Event> events) {
        if (events.isEmpty()) {
            return;
        }
        bind(KEEP, tx, source)
                .setArray("sessions", "text", each(events, Event::session))
                .setArray("lines", "bigint", each(events, Event::line))
                .setArray("times", "timestamptz", each(events, Event::at))
                .setArray("users", "text", each(events, Event::user))
                .setArray(
                        "actions", "text", each(events, event -> event.action().name()))
                .setArray("statuses", "text", each(events, AccessLogStore::status))
                .setArray("durations", "float8", each(events, Event::durationMs))
                .run();
    }

    private static @Nullable String status(Event event) {
        var succeeded = event.succeeded();
        return succeeded == null ? null : succeeded ? "success" : "failure";
    }

    private static <T extends @Nullable Object> List<T> each(Collection<Event> events, Function<Event, T> part) {
        var parts = new ArrayList<T>(events.size());
        events.forEach(event -> parts.add(part.apply(event)));
        return parts;
    }

    private static Statement bind(Sql sql, Tx tx, SourceKey source) {
        return sql.on(tx).set("tenant", source.tenant()).set("source", source.id());
    }

    private static Scope scope(SourceKey source) {
        return new Scope(source.tenant(), "opscope", Set.of());
    }

    private Position position(Row row) {
        try {
            var place = row.maybeText("place").orElse(null);
            return new Position(
                    row.integer("edition"),
                    place == null ? null : json.readValue(place, LogPlace.class),
                    Cut.valueOf(row.text("cut")),
                    json.readValue(row.text("memory"), Memory.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A position in a log was written by another version", e);
        }
    }

    private List<Unavailable> reasons(String text) {
        try {
            return json.readValue(text, REASONS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Reasons were written by another version", e);
        }
    }

    private @Nullable String written(@Nullable Object value) {
        try {
            return value == null ? null : json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** When a log was looked at last, and what of it cannot be read. */
    record Standing(Instant readAt, List<Unavailable> missing) {}
}
