package io.opscope.kit.cache;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * How the answer to the request at hand was come by; {@link CacheHeaders} tells the caller.
 *
 * @param outcome hit, miss or stale
 * @param stands whether the data it is made of is still the data there is; false too where nobody can tell
 * @param tallies of the cache it is from
 */
record CacheReport(String outcome, Instant loadedAt, Duration freshFor, BooleanSupplier stands, Tallies tallies) {

    static final String ATTRIBUTE = "opscope.cache-report";
    static final String AGE = "Age";
    static final String STATUS = "Cache-Status";

    private static final String HIT = "hit";
    private static final String MISS = "miss";
    private static final String STALE = "stale";

    /** Notes it on the current HTTP request; outside of one there is nobody to tell. */
    static void record(CacheReport report) {
        var container = Arc.container();
        if (container != null && container.requestContext().isActive()) {
            var request = container.instance(CurrentVertxRequest.class).get().getCurrent();
            if (request != null) {
                var isOnly = request.get(ATTRIBUTE) == null;
                request.put(ATTRIBUTE, isOnly ? report : report.asOneOfSeveral());
            }
        }
    }

    /** An answer that is made of several is only as good as each, which this one cannot tell. */
    private CacheReport asOneOfSeveral() {
        return new CacheReport(outcome, loadedAt, freshFor, () -> false, tallies);
    }

    boolean isStale() {
        return outcome.equals(STALE);
    }

    /** Whether the answer may be given again as it is, as long as it stays good. */
    boolean mayBeRepeated() {
        return outcome.equals(HIT) && stillStands();
    }

    boolean stillStands() {
        return stands.getAsBoolean();
    }

    Instant freshUntil() {
        return loadedAt.plus(freshFor);
    }

    void servedAgain() {
        tallies.servedReady();
    }

    long ageSeconds(Instant now) {
        return Math.max(0, Duration.between(loadedAt, now).toSeconds());
    }

    /** As RFC 9211 has it. */
    String status(long ageSeconds) {
        var ttl = freshFor.toSeconds() - ageSeconds;
        return switch (outcome) {
            case MISS -> "opscope; fwd=miss; stored";
            case STALE -> "opscope; hit; detail=stale; ttl=" + Math.min(ttl, 0);
            default -> "opscope; hit; ttl=" + ttl;
        };
    }
}
