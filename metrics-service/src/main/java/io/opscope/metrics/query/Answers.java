package io.opscope.metrics.query;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.cache.AnswerCache;
import io.opscope.kit.cache.AnswerKey;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.rollup.Freshness;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers kept until something new of their family has come in, or their time is up. */
@ApplicationScoped
public class Answers {

    private final AnswerCache cache;
    private final Freshness freshness;
    private final QueryConfig config;

    Answers(AnswerCache cache, Freshness freshness, QueryConfig config) {
        this.cache = cache;
        this.freshness = freshness;
        this.config = config;
    }

    /**
     * Figures over a range.
     *
     * @param name of the cache, as its statistics show it
     * @param until end of the range; figures that ended before today do not mind what comes in today
     * @param parameters all that the answer depends on besides the scope; what is relative to now stays so
     */
    public <T> T figures(
            String name,
            Scope scope,
            Family family,
            Instant until,
            Class<T> type,
            List<? extends @Nullable Object> parameters,
            Supplier<T> load) {
        return kept(name, config.aggregatesFreshFor(), scope, family, until, type, parameters, load);
    }

    /** The newest of something, as {@link #figures} but for a shorter time. */
    public <T> T newest(
            String name,
            Scope scope,
            Family family,
            Class<T> type,
            List<? extends @Nullable Object> parameters,
            Supplier<T> load) {
        return kept(name, config.liveFreshFor(), scope, family, Instant.now(), type, parameters, load);
    }

    /** What is going on right now: fresh for seconds, and made anew as soon as something came in. */
    public <T> T live(
            String name,
            Scope scope,
            Family family,
            Class<T> type,
            List<? extends @Nullable Object> parameters,
            Supplier<T> load) {
        return kept(name, config.realtimeFreshFor(), scope, family, Instant.now(), type, parameters, load);
    }

    private <T> T kept(
            String name,
            Duration freshFor,
            Scope scope,
            Family family,
            Instant until,
            Class<T> type,
            List<? extends @Nullable Object> parameters,
            Supplier<T> load) {
        var its = CacheName.named(name)
                .orElseThrow(() -> new IllegalArgumentException("CacheName does not list '" + name + "'"));
        var generation = freshness.generation(scope, family, until, its.number());
        var epoch = freshness.epoch(scope);
        var all = new ArrayList<@Nullable Object>(parameters);
        all.add(epoch);
        return cache.get(
                new AnswerKey(name, freshFor, generation, scope, all),
                () -> generation.equals(freshness.generation(scope, family, until, its.number()))
                        && epoch.equals(freshness.epoch(scope)),
                type,
                load);
    }
}
