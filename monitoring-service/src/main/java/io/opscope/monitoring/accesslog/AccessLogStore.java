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
import io.opscope.monitoring.source.Source;
import io.opscope.monitoring.source.SourceHold;
import io.opscope.monitoring.source.SourceKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps what sources' logs said, and how far they have been read. */
@ApplicationScoped
class AccessLogStore {

    private static final Sql POSITION = Sql.file(AccessLogStore.class, "position.sql");
    private static final Sql BEGIN = Sql.file(AccessLogStore.class, "begin-position.sql");
    private static final Sql FORGET_FORMER = Sql.file(AccessLogStore.class, "forget-former.sql");
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

    /**
     * Begins to read the log of the server that a source leads to. What is kept of another one, which it led to before, is
     * forgotten.
     *
     * @return how far it has been read; empty when the source leads elsewhere by now
     */
    Optional<Position> begin(Source.Server server) {
        var source = server.key();
        return db.write(scope(source), tx -> {
            var begun = bind(BEGIN, tx, source).set("leads_to", leadsTo(server)).run();
            if (begun > 0) {
                // by statements of their own: a step that was being kept meanwhile is forgotten as well
                bind(FORGET_FORMER, tx, source).run();
            }
            return bind(POSITION, tx, source).set("leads_to", leadsTo(server)).first(this::position);
        });
    }

    /**
     * Keeps a step whole.
     *
     * @return false when the log has been read on by somebody else meanwhile, or is another server's; nothing is kept then
     */
    boolean keep(Source.Server server, Step step, List<Unavailable> missing) {
        var source = server.key();
        return db.write(scope(source), tx -> {
            SourceHold.take(tx, source);
            var moved = bind(MOVE, tx, source)
                    .set("leads_to", leadsTo(server))
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
    void tell(Source.Server server, List<Unavailable> missing) {
        var source = server.key();
        db.write(scope(source), tx -> bind(TELL, tx, source)
                .set("leads_to", leadsTo(server))
                .set("missing", written(missing))
                .run());
    }

    /** What is known of the reading itself; null where there has been none of this server. */
    @Nullable Standing standing(Tx tx, Source.Server server) {
        return bind(POSITION, tx, server.key())
                .set("leads_to", leadsTo(server))
                .first(row -> row.maybeInstant("read_at").map(at -> new Standing(at, reasons(row.text("missing")))))
                .flatMap(Function.identity())
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

    /** A server has one log, whichever of its databases is looked at. */
    private static String leadsTo(Source.Server server) {
        return server.type() + "://" + server.host() + ":" + server.port();
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
