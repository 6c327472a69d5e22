package io.opscope.metrics.rollup;

import io.opscope.kit.auth.Roles;
import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.DatabaseUnavailableException;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Tx;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Brings what batches have counted from the {@link Journal} into the rollup rows, many batches at once, so that a row that
 * all of them touch is written once. It moves what was counted and never counts: a fold is one transaction that takes
 * batches out and adds them, so each is added once, whenever a replica dies. Replicas take turns by an advisory lock.
 */
@ApplicationScoped
public class Compactor {

    private static final Sql MARKS = Sql.file(Compactor.class, "marks.sql");
    private static final Sql TRY_OWN = Sql.file(Compactor.class, "try-own-rows.sql");
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    /** Changes of one request that are many, and so many times more than usual may wait before who has fewer helps. */
    private static final int MANY = 1_000;

    private static final int PATIENCE_WITH_FEW = 4;

    /** Whoever has helped for so long without success goes on: it is others who are slow. */
    private static final Duration MOST_HELP = Duration.ofSeconds(2);

    private final DataSource db;
    private final Database database;
    private final Catalogue catalogue;
    private final Rollups rollups;
    private final Editions editions;
    private final Policies policies;
    private final CompactConfig config;

    /** The marks of what was brought into the rollup rows; only the timer's thread knows of them. */
    private final Map<Part, Long> brought = new HashMap<>();

    /** What failed the last time; it is tried again all the time. */
    private final Set<Part> failed = new HashSet<>();

    /** Changes that this replica has committed and that may be in the journal still. */
    private final Map<Part, Integer> committed = new ConcurrentHashMap<>();

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "compactor"));

    Compactor(
            DataSource db,
            Database database,
            Catalogue catalogue,
            Rollups rollups,
            Editions editions,
            Policies policies,
            CompactConfig config) {
        this.db = db;
        this.database = database;
        this.catalogue = catalogue;
        this.rollups = rollups;
        this.editions = editions;
        this.policies = policies;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        var pause = config.every().toMillis();
        timer.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        timer.shutdownNow();
    }

    /**
     * Whoever has committed changes says so here. Where too many are waiting in the journal it helps to bring them into
     * the rollup rows, so that no more come in than are brought there; who has few of them only when it is very many.
     *
     * @param changes which the caller brought, and which are committed
     */
    public void committed(String tenant, Family family, int changes) {
        var part = new Part(tenant, family.id());
        var waiting = committed.merge(part, changes, Integer::sum);
        var most = changes < MANY ? PATIENCE_WITH_FEW * config.mostUnfolded() : config.mostUnfolded();
        var started = System.nanoTime();
        while (waiting > most && System.nanoTime() - started < MOST_HELP.toNanos()) {
            try {
                if (foldSome(tenant, family).isEmpty() && !pause()) {
                    return;
                }
            } catch (RuntimeException e) {
                // what is committed is committed, and brought later
                Log.debugf(e, "%s of tenant %s stay in the journal for now", family.name(), tenant);
                return;
            }
            waiting = committed.getOrDefault(part, 0);
        }
    }

    /** Brings all that a family has in the journal into the rollup rows, unless others are at it. */
    void bringAll(String tenant, Family family) {
        while (foldSome(tenant, family).orElse(0) > 0) {
            // there may be more
        }
    }

    /** Round after round as long as there is something to bring: whoever is busy keeps no other waiting. */
    private void look() {
        try {
            while (round() > 0) {
                // there may be more
            }
        } catch (DatabaseUnavailableException e) {
            Log.debugf("The journal has to wait for the database: %s", e.getMessage());
        } catch (Throwable e) {
            // the timer would never come again
            Log.error("The journal cannot be brought into the rollup rows", e);
        }
    }

    /** Once for every family of every tenant whose mark was not there the last time, whichever replica left it. */
    private int round() {
        var marks = new HashMap<Part, Long>();
        MARKS.on(db)
                .list(row -> marks.merge(
                        new Part(row.text("tenant_id"), Math.toIntExact(row.integer("family_id"))),
                        row.integer("mark"),
                        Long::sum));
        marks.entrySet().removeIf(entry -> entry.getValue().equals(brought.get(entry.getKey())));
        var changes = 0;
        for (var family : catalogue.families()) {
            for (var due : marks.entrySet()) {
                if (due.getKey().family() == family.id()) {
                    changes += bring(due.getKey(), family, due.getValue());
                }
            }
        }
        return changes;
    }

    /** What fails for one tenant is tried again the next time, and keeps no other waiting. It is told once. */
    private int bring(Part part, Family family, long mark) {
        try {
            var folded = foldSome(part.tenant(), family);
            failed.remove(part);
            if (folded.isPresent() && folded.getAsInt() == 0) {
                brought.put(part, mark);
            }
            return folded.orElse(0);
        } catch (DatabaseUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            if (failed.add(part)) {
                Log.errorf(e, "Counted %s of tenant %s stay in the journal", family.name(), part.tenant());
            }
            return 0;
        }
    }

    /** How many changes were brought; 0 when none were there; empty when it is another's turn, or not this edition's. */
    private OptionalInt foldSome(String tenant, Family family) {
        var part = new Part(tenant, family.id());
        var scope = new Scope(tenant, "compactor", Set.of(Roles.ADMIN));
        var folded = database.write(scope, tx -> fold(tx, tenant, family));
        folded.ifPresent(changes -> committed.computeIfPresent(
                part, (ignored, waiting) -> changes == 0 || waiting <= changes ? null : waiting - changes));
        return folded;
    }

    private OptionalInt fold(Tx tx, String tenant, Family family) {
        var isOurs = TRY_OWN.on(tx)
                .set("tenant", tenant)
                .set("family", family.id())
                .first(row -> row.flag("own"))
                .orElse(false);
        if (!isOurs) {
            return OptionalInt.empty();
        }
        var standing = editions.stored(tx, tenant, family);
        if (standing.isEmpty()) {
            // a mark without anything that was ever counted
            return OptionalInt.of(0);
        }
        var policy = policies.of(tenant);
        return standing.get().edition().equals(policy.edition(family))
                ? OptionalInt.of(rollups.fold(tx, tenant, family, policy))
                : OptionalInt.empty();
    }

    private static boolean pause() {
        try {
            Thread.sleep(LOOK_AGAIN.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private record Part(String tenant, int family) {}
}
