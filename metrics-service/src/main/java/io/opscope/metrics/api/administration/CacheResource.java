package io.opscope.metrics.api.administration;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.kit.cache.AnswerCache;
import io.opscope.kit.cache.CacheStatistics;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.metrics.api.parameter.Given;
import io.opscope.metrics.query.CacheName;
import io.opscope.metrics.query.CacheReadings;
import io.opscope.metrics.query.CacheReadings.Reading;
import io.opscope.metrics.rollup.Freshness;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/** What the caches of answers do, and forgetting what they hold. */
@Path("/admin/api/cache")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMIN)
class CacheResource {

    private final AnswerCache cache;
    private final CacheReadings readings;
    private final Freshness freshness;
    private final Caller caller;

    CacheResource(AnswerCache cache, CacheReadings readings, Freshness freshness, Caller caller) {
        this.cache = cache;
        this.readings = readings;
        this.freshness = freshness;
        this.caller = caller;
    }

    @GET
    @Path("/stats")
    @Operation(
            operationId = "cacheStatistics",
            summary = "Per cache, what all replicas of this service did since they started")
    public Statistics statistics() {
        var all = readings.all();
        return new Statistics("metrics", CacheReadings.sum(all), all);
    }

    @POST
    @Path("/clear")
    @Operation(
            operationId = "clearCache",
            summary = "Forgets the tenant's answers in one cache or in all, here at once and within seconds on every"
                    + " replica: they are made anew")
    public Cleared clear(
            @Parameter(description = "As the statistics name it; all when not given") @RestQuery("cache")
                    Optional<String> name) {
        var one = Given.text(name).map(CacheResource::named);
        cache.clear(one.map(CacheName::id).orElse(null));
        one.ifPresentOrElse(
                its -> freshness.renew(caller.scope(), its.number()), () -> freshness.renew(caller.scope()));
        return new Cleared(one.map(CacheName::id).orElse("all"));
    }

    private static CacheName named(String name) {
        return CacheName.named(name)
                .orElseThrow(() -> CommonProblem.badParameter(
                        "cache",
                        name,
                        Arrays.stream(CacheName.values()).map(CacheName::id).collect(Collectors.joining(", "))));
    }

    /**
     * @param service whose caches they are
     * @param caches all replicas added up
     * @param replicas each of them; this one alone where Redis is away
     */
    record Statistics(String service, List<CacheStatistics> caches, List<Reading> replicas) {}

    /** @param cleared the cache, or all */
    record Cleared(String cleared) {}
}
