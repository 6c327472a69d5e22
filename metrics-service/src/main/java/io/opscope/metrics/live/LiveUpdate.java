package io.opscope.metrics.live;

import io.opscope.metrics.live.SuiteFigures.DatabaseFigures;
import io.opscope.metrics.live.SuiteFigures.EndpointFigures;
import io.opscope.metrics.live.SuiteFigures.ResponseTime;
import io.opscope.metrics.live.SuiteFigures.SystemFigures;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is going on right now.
 *
 * @param timestamp as of when records are counted
 * @param activeUsers about how many users did something within the last thirty minutes
 * @param degraded whether something is null that could not be read
 * @param unavailable why what is null is so
 */
@RegisterForReflection
public record LiveUpdate(
        Instant timestamp,
        SystemFigures system,
        ResponseTime responseTime,
        @Nullable List<EndpointFigures> endpoints,
        DatabaseFigures database,
        LiveFigures.Jobs jobs,
        LiveFigures.Transactions transactions,
        LiveFigures.RevenueNow revenue,
        long activeUsers,
        List<LiveFigures.NewestJob> recentJobs,
        boolean degraded,
        List<Unavailable> unavailable) {

    static LiveUpdate of(LiveFigures records, SuiteFigures suite) {
        return new LiveUpdate(
                records.timestamp(),
                suite.system(),
                suite.responseTime(),
                suite.endpoints(),
                suite.database(),
                records.jobs(),
                records.transactions(),
                records.revenue(),
                records.activeUsers(),
                records.recentJobs(),
                suite.degraded(),
                suite.unavailable());
    }
}
