package io.opscope.metrics.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Statement;
import io.opscope.kit.sql.Tx;
import io.opscope.metrics.catalogue.DimensionSet;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.catalogue.Outcome;
import io.opscope.metrics.rollup.Editions;
import io.opscope.metrics.rollup.Journal;
import io.opscope.metrics.rollup.Policies;
import io.opscope.metrics.rollup.Standing;
import io.opscope.metrics.rollup.Tier;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Questions about the records themselves; an asker gets to see no others than their figures count. */
@ApplicationScoped
public class RecordQueries {

    private static final Sql ONE = Sql.file(RecordQueries.class, "record.sql");
    private static final Sql NEWEST_FIRST = Sql.file(RecordQueries.class, "records_newest_first.sql");
    private static final Sql OLDEST_FIRST = Sql.file(RecordQueries.class, "records_oldest_first.sql");
    private static final Sql NEWEST_PLACE = Sql.file(RecordQueries.class, "place_newest_first.sql");
    private static final Sql OLDEST_PLACE = Sql.file(RecordQueries.class, "place_oldest_first.sql");
    private static final Sql IN_INDEX_ORDER = Sql.file(RecordQueries.class, "read_in_index_order.sql");
    private static final Sql EXPORT_JOBS = Sql.file(RecordQueries.class, "export_jobs.sql");

    /** Rows that the server hands out at a time; so many are in memory, however long the export is. */
    private static final int EXPORT_FETCH = 1000;

    /** Dimensions that a listing's statement has places for. */
    private static final int MOST_CONDITIONS = 4;

    private final Database database;
    private final ObjectMapper json;
    private final QueryConfig config;
    private final Editions editions;
    private final Policies policies;
    private final Journal journal;

    RecordQueries(
            Database database,
            ObjectMapper json,
            QueryConfig config,
            Editions editions,
            Policies policies,
            Journal journal) {
        this.database = database;
        this.json = json;
        this.config = config;
        this.editions = editions;
        this.policies = policies;
        this.journal = journal;
    }

    /** One record, if it is there and visible. */
    public Optional<StoredRecord> find(Scope scope, Family family, String id) {
        return database.read(scope, tx -> ONE.on(tx)
                .set("tenant", scope.tenant())
                .set("family", family.id())
                .set("id", id)
                .set("user", scope.onlyUser().orElse(null))
                .set("owner", family.ownerPlace())
                .set("ownerName", family.owner())
                .first(this::stored));
    }

    /**
     * A page of a listing.
     *
     * @param after the place that the page before ended at; null for the first page
     */
    public RecordPage page(Scope scope, Listing listing, @Nullable Place after, int limit) {
        var visible = Visible.to(scope, listing.user());
        if (visible.nothing()) {
            return new RecordPage(List.of(), Optional.empty());
        }
        return database.read(scope, tx -> {
            // one more than asked for tells whether there is a page after this one
            var found = matching(
                            stretch(listing.oldestFirst() ? OLDEST_FIRST : NEWEST_FIRST, tx, scope, listing, after),
                            listing)
                    .set("limit", limit + 1)
                    .list(this::stored);
            if (found.size() > limit) {
                var last = found.get(limit - 1);
                return new RecordPage(found.subList(0, limit), Optional.of(new Place(last.at(), last.id())));
            }
            var next = stretch(listing.oldestFirst() ? OLDEST_PLACE : NEWEST_PLACE, tx, scope, listing, after)
                    .first(row -> new Place(row.instant("at"), row.text("id")));
            return new RecordPage(found, next);
        });
    }

    /** Since when records are there; empty when none that was ever taken in is gone, but for those taken away. */
    public Optional<Instant> since(Scope scope, Family family) {
        return Optional.ofNullable(editions.known(scope, family).recordsSince());
    }

    private Instant from(Scope scope, Family family, Range range) {
        return since(scope, family).filter(range.from()::isBefore).orElse(range.from());
    }

    /** The records that are looked through for one page. */
    private Statement stretch(Sql sql, Tx tx, Scope scope, Listing listing, @Nullable Place after) {
        return sql.on(tx)
                .set("tenant", scope.tenant())
                .set("family", listing.family().id())
                .set("user", Visible.to(scope, listing.user()).user())
                .set("owner", listing.family().ownerPlace())
                .set("ownerName", listing.family().owner())
                .set(
                        "from",
                        Standing.later(
                                listing.from().orElse(null),
                                since(scope, listing.family()).orElse(null)))
                .set("until", listing.until().orElse(null))
                .set("afterAt", after == null ? null : after.at())
                .set("afterId", after == null ? null : after.id())
                .set("examined", config.recordsPerPage());
    }

    private static Statement matching(Statement statement, Listing listing) {
        statement.set("pattern", listing.pattern().orElse(null)).setArray("searched", "text", listing.searched());
        var where = listing.where().entrySet().stream().toList();
        for (int i = 0; i < MOST_CONDITIONS; i++) {
            var isGiven = i < where.size();
            statement
                    .set(
                            "where" + (i + 1),
                            isGiven ? listing.family().dimension(where.get(i).getKey()) + 1 : 0)
                    .set("name" + (i + 1), isGiven ? where.get(i).getKey() : "")
                    .set("is" + (i + 1), isGiven ? where.get(i).getValue() : "");
        }
        return statement;
    }

    /** The records with the greatest values of a measure that is in one currency; the later first where they are equal. */
    public List<StoredRecord> greatest(
            Scope scope, Family family, Range range, String measure, String currency, int limit) {
        var seen = new Range(from(scope, family, range), range.countedUntil());
        var guide = hoursOf(scope, family, seen);
        return database.readSnapshot(scope, tx -> {
            var wanted = new Greatest.Wanted(family, measure, currency, limit);
            var greatest = new Greatest(tx, scope, wanted, journal, this::stored);
            return guide.map(set -> greatest.byHours(seen, set)).orElseGet(() -> greatest.among(seen));
        });
    }

    /** The set by which all of a range's hours are counted, if its records are asked for whoever's they are. */
    private Optional<DimensionSet> hoursOf(Scope scope, Family family, Range range) {
        var hoursSince = policies.of(scope.tenant()).periods().completeSince(Tier.HOUR, Instant.now());
        if (scope.onlyUser().isPresent()
                || !editions.isCurrent(scope, family)
                || range.from().isBefore(hoursSince)) {
            return Optional.empty();
        }
        return Coverage.of(Question.about(family, range), editions.known(scope, family)).stream()
                .findFirst();
    }

    /** Hands out the jobs of a range one by one, newest first, each as one line of JSON. */
    public void exportJobs(Scope scope, Family jobs, Range range, Consumer<String> line) {
        database.export(scope, tx -> {
            IN_INDEX_ORDER.on(tx).list(row -> row.text("sorting"));
            EXPORT_JOBS
                    .on(tx)
                    .set("tenant", scope.tenant())
                    .set("family", jobs.id())
                    .set("user", scope.onlyUser().orElse(null))
                    .set("from", from(scope, jobs, range))
                    .set("until", range.countedUntil())
                    .set("cost", jobs.measure("cost") + 1)
                    .forEach(EXPORT_FETCH, row -> line.accept(row.text("line")));
            return null;
        });
    }

    private StoredRecord stored(Row row) {
        return new StoredRecord(
                row.text("id"),
                row.instant("at"),
                row.maybeText("user_id").orElse(null),
                row.text("status"),
                Outcome.of(row.integer("outcome")),
                row.text("currency"),
                row.<@Nullable BigDecimal>array("measures"),
                parsed(row.text("body")));
    }

    private JsonNode parsed(String body) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The database handed out a body that is no JSON", e);
        }
    }
}
