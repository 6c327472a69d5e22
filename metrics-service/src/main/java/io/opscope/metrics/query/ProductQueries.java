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
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a product lately measured and logged, as far as only the records themselves tell. They are everybody's of the tenant. */
@ApplicationScoped
public class ProductQueries {

    private static final Sql WITHIN = Sql.file(ProductQueries.class, "records_within.sql");
    private static final Sql BY_PART = Sql.file(ProductQueries.class, "measurements_by_part.sql");
    private static final Sql LINES = Sql.file(ProductQueries.class, "lines_of_product.sql");
    private static final Sql BEYOND = Sql.file(ProductQueries.class, "records_beyond.sql");

    private final Database database;
    private final ObjectMapper json;
    private final QueryConfig config;
    private final Family measurements;
    private final Family logs;

    ProductQueries(Database database, ObjectMapper json, QueryConfig config, Catalogue catalogue) {
        this.database = database;
        this.json = json;
        this.config = config;
        this.measurements = catalogue.measurements();
        this.logs = catalogue.logs();
    }

    /**
     * The measurements of [from, until) by name and endpoint, and by name and replica, those with most values first.
     *
     * @param most how many are listed
     * @return empty when the tenant has more measurements within that time than are read for one question
     */
    public Optional<List<MeasuredPart>> parts(Scope scope, String app, Instant from, Instant until, int most) {
        return database.read(scope, tx -> {
            var limit = config.recordsPerEdge();
            var there = within(WITHIN, tx, scope, from, until)
                    .set("limit", limit + 1)
                    .first(row -> row.integer("records"))
                    .orElse(0L);
            return there > limit
                    ? Optional.<List<MeasuredPart>>empty()
                    : Optional.of(within(BY_PART, tx, scope, from, until)
                            .set("app", app)
                            .set("limit", most)
                            .list(ProductQueries::part));
        });
    }

    private Statement within(Sql sql, Tx tx, Scope scope, Instant from, Instant until) {
        return sql.on(tx)
                .set("tenant", scope.tenant())
                .set("family", measurements.id())
                .set("from", from)
                .set("until", until);
    }

    private static MeasuredPart part(Row row) {
        return new MeasuredPart(
                row.text("name"),
                row.flag("by_endpoint"),
                row.maybeText("label").orElse(null),
                row.integer("values"),
                row.decimal("total"),
                row.decimal("p95"),
                row.decimal("latest"),
                row.instant("latest_at"));
    }

    /** The newest lines of a product. */
    public SentLines lines(Scope scope, String app, LineFilter levels, LineFilter sources, int most) {
        var examined = config.recordsPerPage();
        return database.read(scope, tx -> {
            var lines = newest(LINES, tx, scope, examined)
                    .set("app", app)
                    .setArray("levels", "text", levels.words())
                    .set("levelListed", levels.isListed())
                    .setArray("sources", "text", sources.words())
                    .set("sourceListed", sources.isListed())
                    .set("limit", most)
                    .list(row -> parsed(row.text("body")));
            var isComplete = lines.size() == most
                    || newest(BEYOND, tx, scope, examined)
                            .first(row -> row.text("id"))
                            .isEmpty();
            return new SentLines(lines, isComplete);
        });
    }

    private Statement newest(Sql sql, Tx tx, Scope scope, int examined) {
        return sql.on(tx).set("tenant", scope.tenant()).set("family", logs.id()).set("examined", examined);
    }

    private JsonNode parsed(String body) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The database handed out a body that is no JSON", e);
        }
    }
}
