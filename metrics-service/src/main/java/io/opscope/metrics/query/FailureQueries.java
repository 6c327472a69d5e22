package io.opscope.metrics.query;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.metrics.catalogue.Family;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Failures by when they happened, however long before that the records began. */
@ApplicationScoped
public class FailureQueries {

    /** What stands for telling users apart, beside the family's dimensions. */
    public static final String USER = "user_id";

    private static final Sql FAILURES = Sql.file(FailureQueries.class, "failures.sql");
    private static final int PLACES = 3;

    private final Database database;

    FailureQueries(Database database) {
        this.database = database;
    }

    /**
     * How many records failed in a range, the groups with most of them first; groups without any are left out.
     *
     * @param family one that knows when its records end
     * @param groups dimensions of it or {@link #USER}, three at most
     */
    public List<Failures> in(Scope scope, Family family, Range range, List<String> groups, int limit) {
        return database.read(scope, tx -> {
            var statement = FAILURES.on(tx)
                    .set("tenant", scope.tenant())
                    .set("family", family.id())
                    .set("from", range.from())
                    .set("until", range.until())
                    .set("users", groups.contains(USER))
                    .set("limit", limit);
            for (int i = 0; i < PLACES; i++) {
                var isDimension = i < groups.size() && !groups.get(i).equals(USER);
                statement.set("by" + (i + 1), isDimension ? family.dimension(groups.get(i)) + 1 : 0);
            }
            return statement.list(row -> failures(groups, row));
        });
    }

    private static Failures failures(List<String> groups, Row row) {
        var labels = new LinkedHashMap<String, String>();
        for (int i = 0; i < groups.size(); i++) {
            labels.put(groups.get(i), row.text(groups.get(i).equals(USER) ? USER : "value" + (i + 1)));
        }
        return new Failures(labels, row.integer("failures"));
    }

    /** @param labels values of what was asked for, by its name */
    public record Failures(Map<String, String> labels, long records) {}
}
