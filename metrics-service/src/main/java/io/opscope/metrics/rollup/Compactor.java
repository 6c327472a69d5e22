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

    /** The marks at which it failed the last time, so that it is told once and tried again all the time. */
    private final Map<Part, Long> failed = new HashMap<>();

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
     * the rollup rows, so that no more come in than are brought there.
     */
    public void committed(String tenant, Family family, int changes) {
        var part = new Part(tenant, family.id());
        var waiting = committed.merge(part, changes, Integer::sum);
        var started = System.nanoTime();
        while (waiting > config.mostUnfolded() && System.nanoTime() - started < MOST_HELP.toNanos()) {
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

    /** Every family of every tenant whose mark was not there the last time, whichever replica left it. */
    private void look() {
        try {
            var marks = new HashMap<Part, Long>();
            MARKS.on(db)
                    .list(row -> marks.merge(
                            new Part(row.text("tenant_id"), Math.toIntExact(row.integer("family_id"))),
                            row.integer("mark"),
                            Long::sum));
            marks.forEach((part, mark) -> catalogue.families().stream()
                    .filter(family -> family.id() == part.family() && !mark.equals(brought.get(part)))
                    .forEach(family -> bring(part, family, mark)));
        } catch (DatabaseUnavailableException e) {
            Log.debugf("The journal has to wait for the database: %s", e.getMessage());
        } catch (RuntimeException e) {
            Log.error("The journal cannot be brought into the rollup rows", e);
        }
    }

    /** What fails for one tenant is tried again the next time, and keeps no other waiting. */
    private void bring(Part part, Family family, long mark) {
        try {
            OptionalInt folded;
            do {
                folded = foldSome(part.tenant(), family);
            } while (folded.orElse(0) > 0);
            if (folded.isPresent()) {
                brought.put(part, mark);
            }
        } catch (DatabaseUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            if (!Long.valueOf(mark).equals(failed.put(part, mark))) {
                Log.errorf(e, "Counted %s of tenant %s stay in the journal", family.name(), part.tenant());
            }
        }
    }

    /** How many changes were brought; 0 when none were there; empty when it is another's turn, or not this edition's. */
    private OptionalInt foldSome(String tenant, Family family) {
        var part = new Part(tenant, family.id());
        var scope = new Scope(tenant, "compactor", Set.of(Roles.ADMIN));
        var folded = database.write(
                scope,
                tx -> isOurs(tx, tenant, family)
                        ? OptionalInt.of(rollups.fold(tx, tenant, family))
                        : OptionalInt.empty());
        folded.ifPresent(changes -> committed.computeIfPresent(
                part, (ignored, waiting) -> changes == 0 || waiting <= changes ? null : waiting - changes));
        return folded;
    }

    private boolean isOurs(Tx tx, String tenant, Family family) {
        return TRY_OWN.on(tx)
                        .set("tenant", tenant)
                        .set("family", family.id())
                        .first(row -> row.flag("own"))
                        .orElse(false)
                && editions.stored(tx, tenant, family)
                        .map(standing ->
                                standing.edition().equals(policies.of(tenant).edition(family)))
                        .orElse(false);
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
