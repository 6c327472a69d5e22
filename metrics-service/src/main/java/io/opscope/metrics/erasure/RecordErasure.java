package io.opscope.metrics.erasure;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.kit.problem.ProblemException;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Tx;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.catalogue.Outcome;
import io.opscope.metrics.rollup.Change;
import io.opscope.metrics.rollup.Compactor;
import io.opscope.metrics.rollup.Counted;
import io.opscope.metrics.rollup.Counting;
import io.opscope.metrics.rollup.Rollups;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes records away and takes back what was counted of them, in one transaction. A record that is sent again afterwards
 * is a new one.
 */
@ApplicationScoped
public class RecordErasure {

    private static final Sql IS_THERE = Sql.file(RecordErasure.class, "is-there.sql");
    private static final Sql LOCK = Sql.file(RecordErasure.class, "lock.sql");
    private static final Sql REMOVE = Sql.file(RecordErasure.class, "remove.sql");
    private static final Sql OF_USER = Sql.file(RecordErasure.class, "of-user.sql");

    /** Records that one transaction takes away, so that writers of the same records wait for a moment only. */
    private static final int PORTION = 1_000;

    private final Database db;
    private final Rollups rollups;
    private final Compactor compactor;
    private final DeletionLog log;

    RecordErasure(Database db, Rollups rollups, Compactor compactor, DeletionLog log) {
        this.db = db;
        this.rollups = rollups;
        this.compactor = compactor;
        this.log = log;
    }

    /**
     * Takes one record away.
     *
     * @param kind what one record of the family is called
     * @throws ProblemException when there is none of this id
     */
    public void remove(Scope scope, Family family, String kind, String id) {
        var what = family.name() + "/" + id;
        var removed = db.write(scope, tx -> {
            var count = isThere(tx, scope, family, id) ? removeOne(tx, scope, family, id) : 0;
            if (count > 0) {
                log.add(tx, scope, log.begin(tx, scope, what), count);
            }
            return count;
        });
        if (removed == 0) {
            throw CommonProblem.notFound(kind, id);
        }
        compactor.committed(scope.tenant(), family, removed);
        log.tell(scope, what, removed);
    }

    /**
     * Takes a user's records of a family away, portion by portion, each committed by itself, and the user out of the
     * distinct users of the buckets that they were counted in.
     *
     * @param deletion what the portions are noted under
     */
    long removeAllOf(Scope scope, Family family, String user, UUID deletion) {
        var total = 0L;
        while (true) {
            var portion = db.read(scope, tx -> OF_USER.on(tx)
                    .set("tenant", scope.tenant())
                    .set("family", family.id())
                    .set("user", user)
                    .set("rows", PORTION)
                    .list(row -> new Found(row.text("id"), row.instant("at"))));
            if (portion.isEmpty()) {
                return total;
            }
            total += db.write(scope, tx -> {
                var count = removePortion(tx, scope, family, user, portion);
                log.add(tx, scope, deletion, count);
                return count;
            });
        }
    }

    /** What is not there needs nobody to count it, and may be said not to be while everything is counted anew. */
    private static boolean isThere(Tx tx, Scope scope, Family family, String id) {
        return IS_THERE.on(tx)
                .set("tenant", scope.tenant())
                .set("family", family.id())
                .set("id", id)
                .first(row -> row.flag("found"))
                .orElse(false);
    }

    private int removeOne(Tx tx, Scope scope, Family family, String id) {
        var counting = rollups.begin(tx, scope.tenant(), family);
        var removed = remove(tx, scope, family, null, List.of(id));
        var changes = stillCounted(removed, counting).stream()
                .map(counted -> new Change(counted, null))
                .toList();
        rollups.count(tx, scope.tenant(), family, changes, Instant.now());
        return removed.size();
    }

    /** Takes away as many as one transaction can; the others are found again. */
    private int removePortion(Tx tx, Scope scope, Family family, String user, List<Found> portion) {
        var counting = rollups.begin(tx, scope.tenant(), family);
        // before any record is locked: whoever brings much into the rollup rows keeps nobody from storing
        rollups.own(tx, scope.tenant(), family);
        var now = Instant.now();
        var times = portion.stream().map(Found::at).toList();
        var ids = portion.stream()
                .limit(rollups.forgettable(family, counting, times, now))
                .map(Found::id)
                .sorted()
                .toList();
        var removed = remove(tx, scope, family, user, ids);
        rollups.forget(tx, scope.tenant(), family, counting, stillCounted(removed, counting), now);
        return removed.size();
    }

    /** @param ids in their order */
    private static List<Counted> remove(Tx tx, Scope scope, Family family, @Nullable String user, List<String> ids) {
        var locked = LOCK.on(tx)
                .set("tenant", scope.tenant())
                .set("family", family.id())
                .set("user", user)
                .setArray("ids", "text", ids)
                .list(row -> new Locked(row.text("id"), counted(row)));
        REMOVE.on(tx)
                .set("tenant", scope.tenant())
                .set("family", family.id())
                .setArray("ids", "text", locked.stream().map(Locked::id).toList())
                .run();
        return locked.stream().map(Locked::counted).toList();
    }

    private static List<Counted> stillCounted(List<Counted> removed, Counting counting) {
        return removed.stream()
                .filter(counted -> !counting.isGone(counted.at()))
                .toList();
    }

    private static Counted counted(Row row) {
        return new Counted(
                row.instant("at"),
                Outcome.of(row.integer("outcome")),
                row.text("currency"),
                row.maybeText("user_id").orElse(null),
                row.<String>array("dims"),
                row.<@Nullable BigDecimal>array("measures"));
    }

    private record Found(String id, Instant at) {}

    private record Locked(String id, Counted counted) {}
}
