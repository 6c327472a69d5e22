package io.opscope.kit.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Passes connections on to a server of this machine, its answers as late as it is told to, or never. */
public final class SlowLine implements AutoCloseable {

    private static final int PIECE_BYTES = 64 * 1024;

    private static final int MOST_WAITING = 50;
    private static final int KNOCK_MILLIS = 200;
    private static final long GATE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final int target;
    private final ServerSocket door;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<Socket> silent = ConcurrentHashMap.newKeySet();
    private final Set<Socket> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean dropping;
    private volatile Duration delay = Duration.ZERO;

    /** @param target the port that is passed on to */
    public SlowLine(int target) {
        this.target = target;
        try {
            this.door = new ServerSocket(0, MOST_WAITING, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    /** Where to connect instead. */
    public int port() {
        return door.getLocalPort();
    }

    /** From now on every answer takes so much longer. */
    public void delay(Duration longer) {
        delay = longer;
    }

    /** Nothing comes over the connections that are open, for good and without a word; new ones are as ever. */
    public void silence() {
        silent.addAll(open);
    }

    /**
     * From now on it is as behind a firewall that drops what comes: connections that are open hear nothing more, and new
     * ones are not even refused.
     */
    public void drop() {
        dropping = true;
        silence();
        try {
            while (knocks()) {
                // until the queue of those who wait to be let in is full, and the kernel answers nobody any more
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean knocks() throws IOException {
        var socket = new Socket();
        waiting.add(socket);
        try {
            socket.connect(door.getLocalSocketAddress(), KNOCK_MILLIS);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    /** New connections are as ever again; those that were open stay silent. */
    public void passAgain() {
        waiting.forEach(SlowLine::quietly);
        waiting.clear();
        dropping = false;
    }

    @Override
    public void close() {
        passAgain();
        quietly(door);
        open.forEach(SlowLine::quietly);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                var near = kept(door.accept());
                while (dropping) {
                    LockSupport.parkNanos(GATE_NANOS);
                }
                try {
                    var far = kept(new Socket(InetAddress.getLoopbackAddress(), target));
                    connect(near, far);
                } catch (IOException e) {
                    quietly(near);
                }
            } catch (IOException e) {
                return;
            }
        }
    }

    private void connect(Socket near, Socket far) throws IOException {
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        var late = new DelayQueue<Piece>();
        daemon(() -> passOn(near, far));
        daemon(() -> hold(far, late));
        daemon(() -> release(late, near, far));
    }

    private void passOn(Socket from, Socket to) {
        try (from;
                to) {
            var bytes = new byte[PIECE_BYTES];
            int read;
            while ((read = from.getInputStream().read(bytes)) >= 0) {
                if (!silent.contains(from)) {
                    to.getOutputStream().write(bytes, 0, read);
                }
            }
        } catch (IOException e) {
            // both are closed
        }
    }

    private void hold(Socket from, DelayQueue<Piece> late) {
        try {
            InputStream in = from.getInputStream();
            var bytes = new byte[PIECE_BYTES];
            int read;
            while ((read = in.read(bytes)) >= 0) {
                if (silent.contains(from)) {
                    continue;
                }
                late.add(new Piece(Arrays.copyOf(bytes, read), System.nanoTime() + delay.toNanos()));
            }
        } catch (IOException e) {
            // the end is the end
        }
        late.add(new Piece(null, System.nanoTime()));
    }

    private static void release(DelayQueue<Piece> late, Socket to, Socket from) {
        try (to;
                from) {
            OutputStream out = to.getOutputStream();
            for (var piece = late.take(); piece.bytes() != null; piece = late.take()) {
                out.write(piece.bytes());
            }
        } catch (IOException e) {
            // both are closed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Socket kept(Socket socket) {
        open.add(socket);
        return socket;
    }

    private static void quietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "slow-line");
        thread.setDaemon(true);
        thread.start();
    }

    /** What the server said, and when it may be heard; the end of it when there are no bytes. */
    private record Piece(byte @Nullable [] bytes, long dueNanos) implements Delayed {

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(dueNanos, ((Piece) other).dueNanos);
        }
    }
}
