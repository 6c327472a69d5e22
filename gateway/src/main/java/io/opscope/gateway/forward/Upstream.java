package io.opscope.gateway.forward;

import io.opscope.gateway.identity.Known;
import io.opscope.gateway.route.Destination;
import io.opscope.gateway.route.Route;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A service by its replicas, asked in turn. Those that are away, leave or fail are asked when nobody else is there; one
 * that is left alone is not asked at all.
 */
final class Upstream {

    private static final String SOCKET_IO = "/socket.io";

    private final Destination service;
    private final List<Replica> replicas;
    private final AtomicInteger turn = new AtomicInteger();

    Upstream(Destination service, List<Replica> replicas) {
        this.service = service;
        this.replicas = List.copyOf(replicas);
    }

    Destination service() {
        return service;
    }

    List<Replica> replicas() {
        return replicas;
    }

    /** Lets one request in to the next replica, rather not to the one that was tried; null when all are left alone. */
    @Nullable Replica next(@Nullable Replica tried) {
        return from(turn.getAndIncrement(), tried);
    }

    /** The same for a caller: a connection of Socket.IO is many requests, all of them to the replica that has it. */
    @Nullable Replica next(Route route, Known known, @Nullable Replica tried) {
        if (replicas.size() > 1 && route.template().equals(SOCKET_IO)) {
            return from((known.scope().tenant() + '/' + known.scope().userId()).hashCode(), tried);
        }
        return next(tried);
    }

    private @Nullable Replica from(int first, @Nullable Replica tried) {
        for (var doubtful : new boolean[] {false, true}) {
            for (var i = 0; i < replicas.size(); i++) {
                var replica = replicas.get(Math.floorMod(first + i, replicas.size()));
                if (replica != tried && replica.isDoubtful() == doubtful && replica.admits()) {
                    return replica;
                }
            }
        }
        return tried != null && tried.admits() ? tried : null;
    }

    /** How often a request may be sent: once to each replica, and once more where one name may stand for several. */
    int tries() {
        return Math.max(2, replicas.size());
    }

    /** Why nobody is asked: the failure that was noted last, or this one now where all so far were mended by another try. */
    String reference(String what) {
        return replicas.stream()
                .flatMap(replica -> replica.lastNoted().stream())
                .max(Comparator.comparing(Replica.Noted::at))
                .map(Replica.Noted::reference)
                .orElseGet(() -> replicas.get(0).note(new IOException("Left alone"), what));
    }

    /** When the first of the replicas that are left alone is tried again. */
    Duration retryAfter() {
        return replicas.stream()
                .map(Replica::retryAfter)
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
