package io.opscope.monitoring.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.monitoring.source.SourceKey;
import io.opscope.monitoring.watch.Probe.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Keeps what was seen: single probes for a day, what was seen last, and the tiers. */
@ApplicationScoped
class WatchStore {

    private static final Sql KEEP_PROBES = Sql.file(WatchStore.class, "keep-probes.sql");
    private static final Sql KEEP_SIGHTINGS = Sql.file(WatchStore.class, "keep-sightings.sql");
    private static final Sql PROBES = Sql.file(WatchStore.class, "probes-since.sql");
    private static final Sql SIGHTINGS = Sql.file(WatchStore.class, "sightings-since.sql");
    private static final Sql FORGET = Sql.file(WatchStore.class, "forget-probes.sql");
    private static final Sql FORGET_TIERS = Sql.file(WatchStore.class, "forget-tiers.sql");

    private final DataSource db;
    private final ObjectMapper json;

    WatchStore(DataSource db, ObjectMapper json) {
        this.db = db;
        this.json = json;
    }

    /**
     * Keeps the probes, then what was seen last. When it fails it may have kept the former, and can be told the same again:
     * those that are kept already stay as they are.
     */
    void keep(String prober, List<Look> looks) {
        KEEP_PROBES
                .on(db)
                .set("prober", prober)
                .setArray("tenants", "text", each(looks, look -> look.source().tenant()))
                .setArray("sources", "text", each(looks, look -> look.source().id()))
                .setArray(
                        "times", "timestamptz", each(looks, look -> look.probe().at()))
                .setArray("outcomes", "text", each(looks, look -> look.probe()
                        .outcome()
                        .name()))
                .setArray(
                        "responses", "float8", each(looks, look -> look.probe().responseMs()))
                .setArray("reasons", "text", each(looks, look -> look.probe().reason()))
                .setArray("connections", "bigint", each(looks, look -> look.standing()
                        .connections()))
                .setArray("sizes", "bigint", each(looks, look -> look.standing().sizeBytes()))
                .setArray("cpus", "float8", each(looks, look -> look.standing().cpu()))
                .setArray("memories", "float8", each(looks, look -> look.standing()
                        .memory()))
                .setArray("disks", "float8", each(looks, look -> look.standing().disk()))
                .list(row -> row.integer("kept"));
        var last = new LinkedHashMap<SourceKey, Look>();
        looks.forEach(look -> last.put(look.source(), look));
        var newest = List.copyOf(last.values());
        KEEP_SIGHTINGS
                .on(db)
                .setArray("tenants", "text", each(newest, look -> look.source().tenant()))
                .setArray("sources", "text", each(newest, look -> look.source().id()))
                .setArray("times", "timestamptz", each(newest, look -> look.probe()
                        .at()))
                .setArray("states", "text", each(newest, look -> written(look.standing())))
                .run();
    }

    /** Every replica's probes since a moment, oldest first, handed out one by one. */
    void probesSince(Instant floor, BiConsumer<SourceKey, Probe> taker) {
        PROBES.on(db).set("floor", floor).list(row -> {
            taker.accept(
                    key(row),
                    new Probe(
                            row.instant("probed_at"),
                            Outcome.valueOf(row.text("outcome")),
                            row.maybeNumber("response_ms").orElse(null),
                            row.maybeText("reason").orElse(null)));
            return 0;
        });
    }

    /** What was seen last of sources that were looked at since a moment. */
    List<Seen> sightingsSince(Instant floor) {
        return SIGHTINGS
                .on(db)
                .set("floor", floor)
                .list(row -> new Seen(key(row), row.instant("seen_at"), parsed(row.text("state"))));
    }

    void forgetBefore(Instant floor) {
        FORGET.on(db).set("floor", floor).run();
    }

    void forgetTierBefore(String tier, Instant floor) {
        FORGET_TIERS.on(db).set("tier", tier).set("floor", floor).run();
    }

    private static SourceKey key(Row row) {
        return new SourceKey(row.text("tenant_id"), row.text("source_id"));
    }

    private static <T extends @Nullable Object> List<T> each(List<Look> looks, Function<Look, T> part) {
        var parts = new ArrayList<T>(looks.size());
        looks.forEach(look -> parts.add(part.apply(look)));
        return parts;
    }

    private String written(Standing standing) {
        try {
            return json.writeValueAsString(standing);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was seen cannot be written", e);
        }
    }

    /** What another version has written in another shape is as good as nothing. */
    private Standing parsed(String text) {
        try {
            return json.readValue(text, Standing.class);
        } catch (JsonProcessingException e) {
            return Standing.NOTHING;
        }
    }

    /** A probe of this replica's, and what was known after it. */
    record Look(SourceKey source, Probe probe, Standing standing) {}

    /** What was seen last of a source, as of a moment. */
    record Seen(SourceKey source, Instant at, Standing standing) {}
}
