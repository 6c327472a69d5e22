package io.opscope.kit.reading;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All replicas' readings as one. Counts are added, means are those of all requests together, percentiles are read from
 * the added buckets; a machine counts once, however many replicas run on it.
 *
 * @param replicas each one's reading; none when none is known
 */
public record SuiteReading(List<Reading> replicas) {

    public SuiteReading {
        replicas = List.copyOf(replicas);
    }

    /** Whether no replica said anything lately. */
    public boolean isEmpty() {
        return replicas.isEmpty();
    }

    /** How many replicas of a service said something lately. */
    public int instances(String service) {
        return Math.toIntExact(replicas.stream()
                .filter(replica -> replica.service().equals(service))
                .count());
    }

    /** Of all machines' processors; 0 to 100. */
    public OptionalDouble cpuPercent() {
        var busy = 0.0;
        var processors = 0;
        for (var machine : machines()) {
            if (machine.cpuPercent() != null) {
                busy += machine.cpuPercent() * machine.processors();
                processors += machine.processors();
            }
        }
        return processors == 0 ? OptionalDouble.empty() : OptionalDouble.of(busy / processors);
    }

    /** Of all machines' memory; 0 to 100. */
    public OptionalDouble memoryPercent() {
        return machines().stream()
                .map(HostReading::memory)
                .filter(Objects::nonNull)
                .reduce(Space::sum)
                .map(all -> OptionalDouble.of(all.percent()))
                .orElseGet(OptionalDouble::empty);
    }

    /** Of the fullest file store: room on one is of no use to who works on another. 0 to 100. */
    public OptionalDouble diskPercent() {
        return machines().stream()
                .map(HostReading::disk)
                .filter(Objects::nonNull)
                .mapToDouble(Space::percent)
                .max();
    }

    /** How each endpoint did, the one with most requests first. */
    public List<EndpointReading> endpoints() {
        var byName = new HashMap<List<String>, EndpointReading>();
        each().forEach(endpoint ->
                byName.merge(List.of(endpoint.method(), endpoint.path()), endpoint, EndpointReading::sum));
        return byName.values().stream()
                .sorted(Comparator.comparingLong(EndpointReading::count)
                        .reversed()
                        .thenComparing(EndpointReading::path)
                        .thenComparing(EndpointReading::method))
                .toList();
    }

    /** How all endpoints did together. */
    public EndpointReading requests() {
        return each().stream().reduce(new EndpointReading("*", "*", 0, 0, 0, 0, Map.of()), EndpointReading::sum);
    }

    /** How all replicas use their database; nothing when none of them uses one. */
    public Optional<DatabaseReading> database() {
        return replicas.stream().map(Reading::database).filter(Objects::nonNull).reduce(DatabaseReading::sum);
    }

    /** Connections that are open to the replicas of a service; nothing when none of them can tell. */
    public OptionalLong connections(String service) {
        return connections(replicas.stream().filter(replica -> replica.service().equals(service)));
    }

    /** Connections that are open to any replica, those of one service to another as well. */
    public OptionalLong connections() {
        return connections(replicas.stream());
    }

    /** Both ways over all networks, in millions of bits per second; replicas that share one read the same. */
    public OptionalDouble networkMegabitsPerSecond() {
        var byNamespace = new HashMap<String, NetworkReading>();
        processes()
                .map(ProcessReading::network)
                .filter(Objects::nonNull)
                .forEach(network -> byNamespace.put(network.namespace(), network));
        return byNamespace.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(byNamespace.values().stream()
                        .mapToDouble(NetworkReading::megabitsPerSecond)
                        .sum());
    }

    /** What all replicas share out, by name. */
    public List<PoolReading> pools() {
        return processes()
                .flatMap(process -> process.pools().stream())
                .collect(Collectors.toMap(PoolReading::name, pool -> pool, PoolReading::sum, TreeMap::new))
                .values()
                .stream()
                .toList();
    }

    /** Where work waits, by name. */
    public List<BacklogReading> backlogs() {
        return processes()
                .flatMap(process -> process.backlogs().stream())
                .collect(Collectors.toMap(BacklogReading::name, backlog -> backlog, BacklogReading::sum, TreeMap::new))
                .values()
                .stream()
                .toList();
    }

    /** Pieces of work that wait anywhere; empty when no replica can tell. */
    public OptionalLong queueDepth() {
        var all = backlogs();
        return all.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(all.stream().mapToLong(BacklogReading::depth).sum());
    }

    /**
     * Since when each service that there is has had a replica that is still there: the start of the oldest one of the service
     * whose oldest one is the youngest. Empty when no replica says when it started.
     */
    public Optional<Instant> upSince() {
        return replicas.stream()
                .filter(replica -> replica.process() != null)
                .collect(Collectors.toMap(
                        Reading::service,
                        replica -> Objects.requireNonNull(replica.process()).startedAt(),
                        (one, other) -> one.isBefore(other) ? one : other))
                .values()
                .stream()
                .max(Comparator.naturalOrder());
    }

    /** The later ones last. */
    private Stream<ProcessReading> processes() {
        return replicas.stream()
                .sorted(Comparator.comparing(Reading::at))
                .map(Reading::process)
                .filter(Objects::nonNull);
    }

    private static OptionalLong connections(Stream<Reading> replicas) {
        return replicas.map(Reading::connections)
                .filter(Objects::nonNull)
                .reduce(Long::sum)
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    private List<EndpointReading> each() {
        return replicas.stream()
                .flatMap(replica -> replica.endpoints().stream())
                .toList();
    }

    /** Each once, as it was read last. */
    private List<HostReading> machines() {
        var byName = new HashMap<String, HostReading>();
        replicas.stream()
                .sorted(Comparator.comparing(Reading::at))
                .map(Reading::host)
                .forEach(host -> byName.put(host.machine(), host));
        return new ArrayList<>(byName.values());
    }
}
