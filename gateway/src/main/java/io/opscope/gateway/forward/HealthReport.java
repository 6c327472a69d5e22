package io.opscope.gateway.forward;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The suite and everything it stands on, for those who run it.
 *
 * @param status healthy when all are, down when no service is there, else degraded
 * @param timestamp when the oldest of what is told here was looked at; at most thirty seconds ago where nothing is unknown
 */
public record HealthReport(String status, Instant timestamp, List<Part> services, List<Dependency> dependencies) {

    public HealthReport {
        services = List.copyOf(services);
        dependencies = List.copyOf(dependencies);
    }

    /**
     * A service by its replicas.
     *
     * @param status healthy when all replicas are, down when all are, else degraded; unknown when none was looked at
     * @param instances how many replicas said of themselves lately that they run; null while Redis is away
     */
    @Schema(name = "ServiceHealth")
    public record Part(String name, String status, @Nullable Integer instances, List<ReplicaHealth> replicas) {
        public Part {
            replicas = List.copyOf(replicas);
        }
    }

    /**
     * One address of a service.
     *
     * @param address host and port that requests go to
     * @param since when this status began
     * @param latencyMs how long it took to say how it is
     * @param missing what it says itself that it lacks
     * @param breaker closed: requests go there; open: they do not, since they failed; half_open: some of them try
     * @param leaving whether it said that it is about to end
     */
    public record ReplicaHealth(
            String address,
            String status,
            Instant since,
            Instant checkedAt,
            double latencyMs,
            List<String> missing,
            String breaker,
            Instant breakerSince,
            boolean leaving) {
        public ReplicaHealth {
            missing = List.copyOf(missing);
        }
    }

    /**
     * What all services stand on.
     *
     * @param since when this status began
     * @param latencyMs how long it took to answer
     */
    @Schema(name = "DependencyHealth")
    public record Dependency(String name, String status, Instant since, Instant checkedAt, double latencyMs) {}
}
