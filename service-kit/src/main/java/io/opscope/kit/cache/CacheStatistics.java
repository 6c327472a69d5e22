package io.opscope.kit.cache;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;

/**
 * What one cache of this replica did since it started.
 *
 * @param hits answers that were there, in the process or in Redis
 * @param misses answers that had to be made
 * @param ratio hits, coalesced and stale ones of all answers, 0 to 1
 * @param entries answers held in the process
 * @param bytes of these as JSON
 * @param loads times an answer was made
 * @param coalesced answers that another caller was having made already
 * @param staleServed old answers that stood in for ones that could not be made
 * @param databaseQueriesAvoided answers that asked nothing of the database
 */
@RegisterForReflection
public record CacheStatistics(
        String cache,
        long hits,
        long misses,
        BigDecimal ratio,
        long entries,
        long bytes,
        long loads,
        long coalesced,
        long staleServed,
        long databaseQueriesAvoided) {}
