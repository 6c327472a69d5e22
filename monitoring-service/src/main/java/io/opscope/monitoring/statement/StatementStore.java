package io.opscope.monitoring.statement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Statement;
import io.opscope.kit.sql.Tx;
import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.engine.StatementCost;
import io.opscope.monitoring.engine.StatementText;
import io.opscope.monitoring.source.Source;
import io.opscope.monitoring.source.SourceHold;
import io.opscope.monitoring.source.SourceKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps what statements cost from reading to reading. */
@ApplicationScoped
class StatementStore {

    private static final Sql BEGIN = Sql.file(StatementStore.class, "begin.sql");
    private static final Sql HOLD_READER = Sql.file(StatementStore.class, "hold-reader.sql");
    private static final Sql FORGET_FORMER = Sql.file(StatementStore.class, "forget-former.sql");
    private static final Sql RECENTLY_KEPT = Sql.file(StatementStore.class, "recently-kept.sql");
    private static final Sql TAKE_TURN = Sql.file(StatementStore.class, "take-turn.sql");
    private static final Sql KEEP_INTERVAL = Sql.file(StatementStore.class, "keep-interval.sql");
    private static final Sql KEEP_COSTS = Sql.file(StatementStore.class, "keep-costs.sql");
    private static final Sql KEEP_TEXTS = Sql.file(StatementStore.class, "keep-texts.sql");
    private static final Sql WINDOW = Sql.file(StatementStore.class, "window.sql");
    private static final Sql SLOWEST = Sql.file(StatementStore.class, "slowest.sql");
    private static final Sql FORGET_INTERVALS = Sql.file(StatementStore.class, "forget-intervals.sql");
    private static final Sql FORGET_COSTS = Sql.file(StatementStore.class, "forget-costs.sql");
    private static final Sql FORGET_TEXTS = Sql.file(StatementStore.class, "forget-texts.sql");

    private final Database db;
    private final ObjectMapper json;

    StatementStore(Database db, ObjectMapper json) {
        this.db = db;
        this.json = json;
    }

    /**
     * Has a reader begin: nothing that another has read of the source before is written from now on.
     *
     * @return what was kept in the last hour, at most so many
     */
    List<String> begin(Source.Server server, UUID reader, int limit) {
        var source = server.key();
        return db.write(scope(source.tenant()), tx -> {
            SourceHold.take(tx, source);
            of(source, HOLD_READER.on(tx)).list(row -> row.text("leads_to"));
            of(source, FORGET_FORMER.on(tx)).set("leads_to", leadsTo(server)).run();
            of(source, BEGIN.on(tx))
                    .set("leads_to", leadsTo(server))
                    .set("reader", reader.toString())
                    .run();
            return of(source, RECENTLY_KEPT.on(tx)).set("limit", limit).list(row -> row.text("fingerprint"));
        });
    }

    /**
     * Keeps an interval.
     *
     * @param turn how many the reader has kept before
     * @return false when it is another reader's turn, this interval is kept already, or the source has been removed
     */
    boolean keep(SourceKey source, UUID reader, long turn, Interval interval) {
        return db.write(scope(source.tenant()), tx -> {
            SourceHold.take(tx, source);
            var taken = of(source, TAKE_TURN.on(tx))
                    .set("reader", reader.toString())
                    .set("turn", turn)
                    .set("lacks", written(interval.lacks()))
                    .run();
            if (taken == 0) {
                return false;
            }
            keep(tx, source, interval);
            return true;
        });
    }

    /** What is known of a stretch of time until now; empty when nobody has begun to read the server. */
    Optional<Window> window(Scope scope, Source.Server server, Instant floor, long minMs, int limit) {
        var source = server.key();
        return db.read(scope, tx -> of(source, WINDOW.on(tx))
                .set("leads_to", leadsTo(server))
                .set("floor", floor)
                .first(row -> new Window(
                        row.integer("intervals"),
                        row.maybeInstant("began_at").orElse(null),
                        row.maybeInstant("ended_at").orElse(null),
                        row.integer("evictions"),
                        row.number("total_ms"),
                        parsed(row.text("lacks")),
                        List.of()))
                .map(window -> window.with(of(source, SLOWEST.on(tx))
                        .set("floor", floor)
                        .set("min_ms", minMs)
                        .set("limit", limit)
                        .list(StatementStore::cost))));
    }

    void forgetBefore(String tenant, Instant floor) {
        db.write(scope(tenant), tx -> {
            FORGET_INTERVALS.on(tx).set("tenant", tenant).set("floor", floor).run();
            FORGET_COSTS.on(tx).set("tenant", tenant).set("floor", floor).run();
            return FORGET_TEXTS.on(tx).set("tenant", tenant).run();
        });
    }

    private static void keep(Tx tx, SourceKey source, Interval interval) {
        of(source, KEEP_INTERVAL.on(tx))
                .set("ended_at", interval.ended())
                .set("began_at", interval.began())
                .set("evictions", interval.evictions())
                .set("rest", interval.rest().statements())
                .set("rest_calls", interval.rest().calls())
                .set("rest_total_ms", interval.rest().totalMs())
                .run();
        var costs = interval.costs();
        of(source, KEEP_COSTS.on(tx))
                .set("ended_at", interval.ended())
                .setArray("fingerprints", "text", each(costs, Cost::fingerprint))
                .setArray("calls", "bigint", each(costs, Cost::calls))
                .setArray("total_ms", "float8", each(costs, Cost::totalMs))
                .setArray("rows_scanned", "bigint", each(costs, Cost::rowsScanned))
                .setArray("rows_returned", "bigint", each(costs, Cost::rowsReturned))
                .run();
        of(source, KEEP_TEXTS.on(tx))
                .setArray("fingerprints", "text", each(interval.texts(), StatementText::fingerprint))
                .setArray("texts", "text", each(interval.texts(), text -> Literals.hidden(text.text())))
                .run();
    }

    private static Statement of(SourceKey source, Statement statement) {
        return statement.set("tenant", source.tenant()).set("source", source.id());
    }

    private static String leadsTo(Source.Server server) {
        return server.type() + "://" + server.host() + ":" + server.port() + "/" + server.database();
    }

    private static Scope scope(String tenant) {
        return new Scope(tenant, "statements", Set.of());
    }

    private static StatementCost cost(Row row) {
        return new StatementCost(
                row.text("fingerprint"),
                row.text("text"),
                row.number("mean_ms"),
                row.integer("calls"),
                row.number("total_ms"),
                row.maybeInteger("rows_scanned").orElse(null),
                row.integer("rows_returned"));
    }

    private static <S, T extends @Nullable Object> List<T> each(Iterable<S> whole, Function<S, T> part) {
        var parts = new ArrayList<T>();
        whole.forEach(one -> parts.add(part.apply(one)));
        return parts;
    }

    private String written(List<Unavailable> lacks) {
        try {
            return json.writeValueAsString(lacks.toArray(Unavailable[]::new));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What is missing cannot be written", e);
        }
    }

    /** What another version has written in another shape is as good as nothing. */
    private List<Unavailable> parsed(String text) {
        try {
            return List.of(json.readValue(text, Unavailable[].class));
        } catch (JsonProcessingException e) {
            return List.of();
        }
    }
}
