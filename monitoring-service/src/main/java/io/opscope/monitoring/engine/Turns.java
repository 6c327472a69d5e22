package io.opscope.monitoring.engine;

import io.opscope.monitoring.engine.SourceFailure.Kind;
import io.opscope.monitoring.source.Source;
import io.opscope.monitoring.source.SourceKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One question at a time to a server; who is waited for is forgotten as soon as nobody waits. */
final class Turns {

    private final Map<Server, Turn> taken = new HashMap<>();

    /** @throws SourceFailure when it is not one's turn in time */
    <T> T inTurn(Source.Server server, Duration patience, Supplier<T> work) {
        var asked = new Server(server.key(), server.host(), server.port());
        var turn = join(asked);
        try {
            await(turn, patience);
            try {
                return work.get();
            } finally {
                turn.free.release();
            }
        } finally {
            leave(asked, turn);
        }
    }

    synchronized int remembered() {
        return taken.size();
    }

    private synchronized Turn join(Server server) {
        var turn = taken.computeIfAbsent(server, key -> new Turn());
        turn.there++;
        return turn;
    }

    private synchronized void leave(Server server, Turn turn) {
        turn.there--;
        if (turn.there == 0) {
            taken.remove(server);
        }
    }

    private static void await(Turn turn, Duration patience) {
        try {
            if (!turn.free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SourceFailure(
                        Kind.FAILED,
                        "Other questions to the source are under way",
                        "Ask again in a few seconds",
                        new IllegalStateException("No turn"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceFailure(Kind.FAILED, "The service is stopping", "Try again", e);
        }
    }

    /** A source that leads to another host is not waited for by those who ask that one. */
    private record Server(SourceKey source, String host, int port) {}

    private static final class Turn {

        private final Semaphore free = new Semaphore(1);
        private int there;
    }
}
