package io.opscope.metrics.query;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.Sql;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.directory.DirectoryEntries;
import io.opscope.metrics.directory.UserEntry;
import io.opscope.metrics.rollup.Editions;
import io.opscope.metrics.rollup.Standing;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The people and tools that records speak of, and what people's records come to. */
@ApplicationScoped
public class PeopleQueries {

    private static final Sql TOTALS = Sql.file(PeopleQueries.class, "user_totals.sql");
    private static final Sql COUNT = Sql.file(PeopleQueries.class, "directory_count.sql");

    private static final Sql OUTCOMES = Sql.file(PeopleQueries.class, "user_outcomes.sql");

    /** A record that ends later than this after it began is not looked for among those that ended lately. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Database database;
    private final DirectoryEntries directory;
    private final Editions editions;

    PeopleQueries(Database database, DirectoryEntries directory, Editions editions) {
        this.editions = editions;
        this.database = database;
        this.directory = directory;
    }

    /** Names of tools by their ids. */
    public Map<String, String> toolNames(Scope scope) {
        var names = new HashMap<String, String>();
        directory.tools(scope).forEach((id, tool) -> names.put(id, tool.name()));
        return names;
    }

    /** The user's entry, if the directory has one. */
    public Optional<UserEntry> user(Scope scope, String id) {
        return directory.user(scope, id);
    }

    /** How many users the directory has. */
    public long users(Scope scope) {
        return database.read(scope, tx -> COUNT.on(tx)
                .set("tenant", scope.tenant())
                .set("kind", "users")
                .first(row -> row.integer("entries"))
                .orElse(0L));
    }

    /** The users with most records in a range, as far as these are there, and what their values of a measure come to in one currency. */
    public List<UserTotal> mostActive(
            Scope scope, Family family, Range range, String measure, String currency, int limit) {
        return database.read(scope, tx -> TOTALS.on(tx)
                .set("tenant", scope.tenant())
                .set("family", family.id())
                .set(
                        "from",
                        Standing.later(
                                range.from(), editions.known(scope, family).recordsSince()))
                .set("until", range.countedUntil())
                .set("measure", family.measure(measure) + 1)
                .set("currency", currency)
                .set("limit", limit)
                .list(row -> new UserTotal(
                        row.text("user_id"),
                        row.maybeText("email").orElse(null),
                        row.integer("records"),
                        row.decimal("total"),
                        row.integer("users"))));
    }

    /** What became of each user's records that ended in a range, of those that took a day at most; failing users first. */
    public List<UserOutcomes> outcomes(Scope scope, Family family, Range range, int limit) {
        var times = family.timeOrder();
        return database.read(scope, tx -> OUTCOMES.on(tx)
                .set("tenant", scope.tenant())
                .set("family", family.id())
                .set("earliest", range.from().minus(LONGEST))
                .set("from", range.from())
                .set("until", range.until())
                .set("ended", times.get(times.size() - 1))
                .set("limit", limit)
                .list(row -> new UserOutcomes(
                        row.text("user_id"),
                        row.integer("records"),
                        row.integer("successes"),
                        row.integer("failures"))));
    }
}
