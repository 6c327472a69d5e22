package io.opscope.monitoring.engine;

import io.opscope.kit.net.HostRefusedException;
import io.opscope.kit.sql.remote.RemoteFailedException;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.kit.sql.remote.RemoteServer;
import io.opscope.monitoring.engine.SourceFailure.Kind;
import io.opscope.monitoring.source.Credentials;
import io.opscope.monitoring.source.PasswordLostException;
import io.opscope.monitoring.source.Source;
import io.opscope.monitoring.source.SourceGuard;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * The one place where connections to sources are made: the name is resolved and checked each time, and what was checked is
 * connected to. A source has two at most from one replica: the watch's, and one for whatever is asked on request.
 */
@ApplicationScoped
public class Lines {

    /** What our sessions are called in servers' own lists. */
    private static final String CLIENT = "opscope-watch";

    private final Engines engines;
    private final SourceGuard guard;
    private final Credentials credentials;
    private final AskConfig config;
    private final Turns turns = new Turns();

    Lines(Engines engines, SourceGuard guard, Credentials credentials, AskConfig config) {
        this.engines = engines;
        this.guard = guard;
        this.credentials = credentials;
        this.config = config;
    }

    /**
     * Connects for the watch.
     *
     * @param connect until we are signed in
     * @param statement for each statement
     * @throws SourceFailure saying why not, in words that do not map the network
     */
    public RemoteLine open(Engine engine, Source source, Duration connect, Duration statement) {
        var server = source.server();
        try {
            return RemoteLine.open(new RemoteServer(
                    engine.dialect(),
                    guard.destination(source),
                    server.database(),
                    server.username(),
                    credentials.passwordOf(source).orElse(null),
                    server.tls(),
                    server.authority(),
                    CLIENT,
                    connect,
                    statement));
        } catch (HostRefusedException e) {
            throw SourceFailure.noConnection(Kind.FAILED, e);
        } catch (PasswordLostException e) {
            throw new SourceFailure(
                    Kind.FAILED, "The password of the source cannot be read: " + e.getMessage(), "Set it again", e);
        } catch (RemoteFailedException e) {
            throw failure(engine, e);
        }
    }

    /**
     * Puts a question that somebody asked for, on a connection of its own, one at a time per source. A connection that is
     * not made takes as long as the longest attempt, for whatever reason it is not made.
     *
     * @throws SourceFailure when there is no answer
     */
    public <T> T ask(Source source, BiFunction<Engine, RemoteLine, T> question) {
        var engine = engines.find(source).orElseThrow(() -> unknown(source));
        var begun = System.nanoTime();
        return turns.inTurn(source.server(), config.timeout(), () -> {
            try (var line = openEvenly(engine, source, begun)) {
                return line.within(config.timeout().multipliedBy(2), () -> question.apply(engine, line));
            }
        });
    }

    private static SourceFailure unknown(Source source) {
        return new SourceFailure(
                Kind.FAILED,
                "This version knows no databases of type " + source.server().type(),
                "Update every replica of the monitoring service to the same version",
                new IllegalStateException("No engine"));
    }

    private RemoteLine openEvenly(Engine engine, Source source, long begun) {
        try {
            return open(engine, source, config.connectTimeout(), config.timeout());
        } catch (SourceFailure e) {
            if (e.isNoConnection()) {
                sleep(config.floor().toNanos() - (System.nanoTime() - begun));
            }
            throw e;
        }
    }

    private static SourceFailure failure(Engine engine, RemoteFailedException e) {
        return switch (e.reason()) {
            case WANTS_TLS, WRONG_CREDENTIALS, UNKNOWN_DATABASE, NO_PRIVILEGE, TOO_MANY, STARTING -> engine.failure(e);
            case TIMED_OUT -> SourceFailure.noConnection(Kind.TIMED_OUT, e);
            default -> SourceFailure.noConnection(e.isRefusal() ? Kind.REFUSED : Kind.FAILED, e);
        };
    }

    private static void sleep(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
