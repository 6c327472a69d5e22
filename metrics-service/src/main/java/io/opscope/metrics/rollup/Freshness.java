package io.opscope.metrics.rollup;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.DatabaseUnavailableException;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Tx;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Tells which generation of the data an answer is made of. Ingest leaves a mark in its own transaction, this replica
 * looks at the marks twice a second, and a generation advances only when its marks did, and not too often. Ranges that
 * ended before today depend on history alone, so live traffic leaves their answers in the cache.
 */
@ApplicationScoped
public class Freshness {

    static final String HEAD = "head";
    static final String HISTORY = "history";

    private static final Sql MARK = Sql.file(Freshness.class, "mark.sql");
    private static final Sql MARKS = Sql.file(Freshness.class, "marks.sql");

    /** Stands where the number of a family stands, which is above zero; those of caches are below. */
    private static final int TAKEN_AWAY = 0;

    private final DataSource db;
    private final Database database;
    private final Catalogue catalogue;
    private final Editions editions;
    private final FreshnessConfig config;
    private final Map<Part, Generation> generations = new ConcurrentHashMap<>();
    private volatile boolean wasRead;
    private final ScheduledExecutorService poller =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "ingest-marks"));

    Freshness(DataSource db, Database database, Catalogue catalogue, Editions editions, FreshnessConfig config) {
        this.db = db;
        this.database = database;
        this.catalogue = catalogue;
        this.editions = editions;
        this.config = config;
    }

    /** The generation of a family's data in a range that ends at {@code until}. */
    public String generation(Scope scope, Family family, Instant until) {
        var history = current(new Part(scope.tenant(), family.id(), HISTORY));
        var endedBeforeToday = !until.isAfter(Tier.DAY.bucket(Instant.now()));
        return endedBeforeToday ? history : history + "." + current(new Part(scope.tenant(), family.id(), HEAD));
    }

    /** As {@link #generation(Scope, Family, Instant)}, for answers that one cache keeps: clearing it begins another. */
    public String generation(Scope scope, Family family, Instant until, int cache) {
        return generation(scope, family, until) + "/" + current(new Part(scope.tenant(), ofCache(cache), HEAD));
    }

    /** Makes every answer of a tenant old: here at once, on every other replica as soon as it looks. */
    public void renew(Scope scope) {
        for (var family : catalogue.families()) {
            mark(scope, family.id(), List.of(HEAD, HISTORY));
        }
        lookNow();
    }

    /** Makes a tenant's answers in one cache old, as {@link #renew(Scope)} does with all. */
    public void renew(Scope scope, int cache) {
        mark(scope, ofCache(cache), List.of(HEAD));
        lookNow();
    }

    private void mark(Scope scope, int family, List<String> parts) {
        database.write(scope, tx -> mark(tx, scope, family, parts));
    }

    private static int mark(Tx tx, Scope scope, int family, List<String> parts) {
        return MARK.on(tx)
                .set("tenant", scope.tenant())
                .set("family", family)
                .set("slot", 0)
                .setArray("parts", "text", parts)
                .run();
    }

    /** Caches have their marks beside those of the families, whose numbers are above zero. */
    private static int ofCache(int cache) {
        return -cache;
    }

    /**
     * Says with a transaction that something of a tenant is taken away for good: no answer from before may be given again,
     * not even for want of a better one.
     */
    public void takenAway(Tx tx, Scope scope) {
        mark(tx, scope, TAKEN_AWAY, List.of(HEAD));
    }

    /** Which of a tenant's answers may be given at all: those since something was taken away for the last time. */
    public String epoch(Scope scope) {
        return wasRead ? current(new Part(scope.tenant(), TAKEN_AWAY, HEAD)) : "not known";
    }

    /** Takes note at once of what was committed, here; other replicas do as soon as they look. */
    public void lookNow() {
        look(Duration.ZERO);
    }

    void start(@Observes StartupEvent event) {
        var pause = config.poll().toMillis();
        poller.scheduleWithFixedDelay(() -> look(config.advanceAtMostEvery()), 0, pause, TimeUnit.MILLISECONDS);
    }

    /** Before the database that it asks goes away. */
    void stop(@Observes ShutdownEvent event) {
        poller.shutdownNow();
    }

    private String current(Part part) {
        var generation = generations.get(part);
        return generation == null ? "0" : Long.toString(generation.mark());
    }

    private void look(Duration atMostEvery) {
        try {
            editions.look();
            MARKS.on(db).list(row -> {
                var part = new Part(row.text("tenant_id"), Math.toIntExact(row.integer("family_id")), row.text("part"));
                seen(part, row.integer("mark"), atMostEvery);
                return part;
            });
            wasRead = true;
        } catch (DatabaseUnavailableException e) {
            Log.debugf("The marks cannot be read, generations stay: %s", e.getMessage());
        } catch (RuntimeException e) {
            Log.errorf(e, "The marks cannot be read, generations stay");
        }
    }

    private void seen(Part part, long mark, Duration atMostEvery) {
        generations.compute(part, (ignored, known) -> {
            var now = Instant.now();
            if (known == null) {
                return new Generation(mark, now);
            }
            var due = Duration.between(known.since(), now).compareTo(atMostEvery) >= 0;
            return mark != known.mark() && due ? new Generation(mark, now) : known;
        });
    }

    private record Part(String tenant, int family, String part) {}

    private record Generation(long mark, Instant since) {}
}
