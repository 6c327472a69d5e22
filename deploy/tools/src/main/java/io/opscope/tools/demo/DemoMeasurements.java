package io.opscope.tools.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** What the company's product reads off itself. */
final class DemoMeasurements implements DemoFamily {

    /** One figure; its values lie around the median. */
    private record Figure(String app, String name, String unit, double median, double spread) {}

    private static final double[] HOURS = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    private static final List<Figure> FIGURES = List.of(
            new Figure("studio", "response_time", "ms", 84, 0.5),
            new Figure("studio", "queue_depth", "jobs", 12, 0.8),
            new Figure("crawler", "pages_per_minute", "pages", 340, 0.3),
            new Figure("crawler", "memory", "MB", 760, 0.15));

    @Override
    public String name() {
        return "measurements";
    }

    @Override
    public int perDay() {
        return 240;
    }

    @Override
    public double[] hours(LocalDate day) {
        return HOURS;
    }

    @Override
    public Life make(String id, Instant created, Chance chance) {
        var figure = FIGURES.get(chance.below(FIGURES.size()));
        return new Happening(
                created,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", id)
                        .put("app", figure.app())
                        .put("name", figure.name())
                        .put("value", DemoJobs.decimal(chance.logNormal(figure.median(), figure.spread()), 2))
                        .put("unit", figure.unit())
                        .put("at", created.toString()));
    }
}
