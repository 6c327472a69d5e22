package io.opscope.reports.export;

import io.opscope.reports.ReportsProblem;
import io.opscope.reports.render.Renderer;
import io.opscope.reports.source.JobStream;
import io.opscope.reports.source.MetricsClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Opens exports: finds the format, makes sure that there is something to send, and counts those under way. */
@ApplicationScoped
class Exports {

    private final MetricsClient metrics;
    private final Map<String, Renderer> renderers;
    private final ExportConfig config;
    private final Semaphore places;
    private final Clock clock = Clock.systemUTC();

    Exports(MetricsClient metrics, @Any Instance<Renderer> renderers, ExportConfig config) {
        this.metrics = metrics;
        this.renderers =
                renderers.stream().collect(Collectors.toUnmodifiableMap(Renderer::format, Function.identity()));
        this.config = config;
        this.places = new Semaphore(config.parallelism());
    }

    /**
     * Opens an export of jobs; its first record has arrived when this returns.
     *
     * @param authorization the caller's own header: the metrics service decides what it may see
     */
    Export jobs(String format, int days, String authorization) {
        var renderer = renderers.get(format);
        if (renderer == null) {
            throw new IllegalArgumentException("No renderer for " + format);
        }
        if (!places.tryAcquire()) {
            throw ReportsProblem.tooManyExports(config.parallelism());
        }
        JobStream jobs;
        try {
            jobs = metrics.jobs(days, authorization);
        } catch (RuntimeException | Error e) {
            places.release();
            throw e;
        }
        return new Export(fileName("jobs", format), renderer, jobs, places::release);
    }

    private String fileName(String what, String format) {
        var day = DateTimeFormatter.BASIC_ISO_DATE.format(LocalDate.now(clock.withZone(ZoneOffset.UTC)));
        return config.prefix().orElse("") + what + "_" + day + "." + format;
    }
}
