package io.opscope.metrics.api.product;

import com.fasterxml.jackson.databind.JsonNode;
import io.opscope.kit.auth.Scope;
import io.opscope.kit.tail.LogLevel;
import io.opscope.kit.tail.LogSource;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.query.CellQueries;
import io.opscope.metrics.query.Figures;
import io.opscope.metrics.query.LineFilter;
import io.opscope.metrics.query.MeasuredPart;
import io.opscope.metrics.query.ProductQueries;
import io.opscope.metrics.query.Question;
import io.opscope.metrics.query.Range;
import io.opscope.metrics.query.Rounding;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Answers what a product sent of itself: by name from the rollups, by its parts from the records. */
@ApplicationScoped
class ProductAnswers {

    /** Names times endpoints, and times replicas. */
    static final int MOST_PARTS = 2_000;

    private static final int MOST_NAMES = 100;
    private static final int DECIMALS = 6;
    private static final double P95 = 95;
    private static final String VALUE = "value";

    private final ProductQueries products;
    private final CellQueries cells;
    private final Family measurements;

    ProductAnswers(ProductQueries products, CellQueries cells, Catalogue catalogue) {
        this.products = products;
        this.cells = cells;
        this.measurements = catalogue.measurements();
    }

    Product answer(
            Scope scope, String app, int seconds, Optional<LogLevel> level, Optional<LogSource> source, int most) {
        var range = Range.lastSeconds(seconds, Instant.now());
        var parts = products.parts(scope, app, range.from(), range.until(), MOST_PARTS + 1)
                .filter(all -> all.size() <= MOST_PARTS);
        var lines = products.lines(
                scope,
                app,
                level.map(one -> filter(one.words(), one == LogLevel.INFO, LogLevel.allButInfo()))
                        .orElse(LineFilter.ALL),
                source.map(one -> filter(one.words(), one == LogSource.WORKER, LogSource.allButWorker()))
                        .orElse(LineFilter.ALL),
                most);
        return new Product(
                measured(scope, app, range),
                parts.map(all -> told(all, true)).orElse(null),
                parts.map(all -> told(all, false)).orElse(null),
                lines.lines().stream().map(ProductAnswers::line).toList(),
                lines.isComplete());
    }

    /** What is called by no known word belongs to the one that takes the rest. */
    private static LineFilter filter(Set<String> words, boolean takesTheRest, Set<String> ofOthers) {
        return takesTheRest ? new LineFilter(ofOthers, false) : new LineFilter(words, true);
    }

    private List<Product.Measured> measured(Scope scope, String app, Range range) {
        var question = Question.about(measurements, range)
                .toTheSecond()
                .where("app", Optional.of(app))
                .by("name")
                .measuring(VALUE)
                .withDistribution(VALUE);
        var measured = new ArrayList<Product.Measured>();
        Figures.of(measurements, cells.ask(scope, question)).byDimension(0).forEach((name, figures) -> {
            if (measured.size() < MOST_NAMES) {
                measured.add(measured(name, figures));
            }
        });
        return measured;
    }

    private static Product.Measured measured(String name, Figures figures) {
        return new Product.Measured(
                name,
                figures.count(VALUE),
                Rounding.plain(figures.sum(VALUE)),
                figures.average(VALUE, DECIMALS),
                figures.percentile(P95, DECIMALS).orElse(null));
    }

    private static List<Product.Part> told(List<MeasuredPart> parts, boolean ofEndpoints) {
        return parts.stream()
                .filter(part -> part.isOfEndpoint() == ofEndpoints)
                .map(ProductAnswers::part)
                .toList();
    }

    private static Product.Part part(MeasuredPart part) {
        return new Product.Part(
                part.name(),
                part.label(),
                part.values(),
                Rounding.plain(part.total()),
                part.p95(),
                part.latest(),
                part.latestAt());
    }

    private static Product.Line line(JsonNode body) {
        return new Product.Line(
                body.path("at").asText(),
                LogLevel.told(body.path("level").asText()).publicName(),
                LogSource.told(body.path("source").asText()).publicName(),
                body.path("message").asText(),
                body.hasNonNull("details") ? body.get("details") : null);
    }
}
