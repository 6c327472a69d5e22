package io.opscope.kit.sql.remote;

import io.opscope.kit.net.Destination;
import io.opscope.kit.net.Dialer;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What a driver needs to connect, kept for as long as its connection lives. Drivers make their socket factories themselves
 * and hand them one text, so that text is the name of a call, and a call leads to the addresses that were checked: drivers
 * resolve and connect nothing.
 *
 * <p>Calls are kept where the JVM keeps what all class loaders share, as types that they all share: in tests and in dev
 * mode the driver's loader has another copy of this class than the service.
 */
final class Call implements AutoCloseable {

    private final String name = "opscope.call." + UUID.randomUUID();
    private final Destination destination;
    private final Duration timeout;
    private final long largestAnswer;
    private volatile @Nullable Socket socket;

    private Call(RemoteServer server, long largestAnswer) {
        this.destination = server.destination();
        this.timeout = server.connectTimeout();
        this.largestAnswer = largestAnswer;
    }

    /** @param largestAnswer bytes that the server may send until it is asked again; with one more it is hung up on */
    static Call to(RemoteServer server, long largestAnswer) {
        var call = new Call(server, largestAnswer);
        Callable<Socket> dialled = call::dial;
        System.getProperties().put(call.name, dialled);
        return call;
    }

    /**
     * A new socket for the call of that name.
     *
     * @throws IOException when there is none, or none any more, or nobody answers
     */
    static Socket dial(@Nullable String name) throws IOException {
        if (name != null && System.getProperties().get(name) instanceof Callable<?> call) {
            try {
                return (Socket) call.call();
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
        throw new IOException("This connection was closed, or never asked for");
    }

    String name() {
        return name;
    }

    /** The socket of the connection, encrypted or not; null before there is one. */
    @Nullable Socket socket() {
        return socket;
    }

    /** Ends whatever waits on the connection. */
    void hangUp() {
        var known = socket;
        if (known != null) {
            try {
                known.close();
            } catch (IOException e) {
                Log.debugf("A connection did not close: %s", e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        System.getProperties().remove(name);
    }

    /** The first one that lives is the connection's; further ones are for asking the server to cancel. */
    private Socket dial() throws IOException {
        var dialled = Dialer.connect(destination, timeout);
        var known = socket;
        if (known == null || known.isClosed()) {
            socket = dialled;
        }
        return new BoundedSocket(dialled, largestAnswer);
    }
}
