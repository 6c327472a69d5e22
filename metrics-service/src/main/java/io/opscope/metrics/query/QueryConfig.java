package io.opscope.metrics.query;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** How questions are answered. */
@ConfigMapping(prefix = "opscope.metrics")
public interface QueryConfig {

    /** The currency of amounts when a question names none; ISO 4217. */
    @WithDefault("USD")
    String reportingCurrency();

    /** The time zones of tenants that do not follow UTC, by the tenant's name; with whole hours, such as Europe/Berlin. */
    Map<String, String> zones();

    /** How long figures over a range may be served without counting again, when nothing new has come in. */
    @WithDefault("5m")
    Duration aggregatesFreshFor();

    /** How long lists of the newest records may be served without looking again. */
    @WithDefault("30s")
    Duration liveFreshFor();

    /** How long what is going on right now may be served without looking again. */
    @WithDefault("2s")
    Duration realtimeFreshFor();

    /** Most points that one chart is given. */
    @WithDefault("2000")
    int mostBuckets();

    /** Most records that one question may be counted from where nothing is counted for it. */
    @WithDefault("1000000")
    long recordsPerQuestion();

    /** Most records that are read to cut a compared period off at the very moment, and not at a whole hour. */
    @WithDefault("100000")
    long recordsPerEdge();

    /** Records that are looked through for one page of a listing; a search goes on with the next page. */
    @WithDefault("20000")
    int recordsPerPage();
}
