package io.opscope.monitoring.watch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Passes connections on to a server of this machine as a network would that loses some of the packets. TCP loses nothing of
 * what is said, it says it again: a lost segment comes 200 ms later, and twice as late each time it is lost again, and
 * everything behind it waits; a lost packet of those that open a connection is sent again after a second, then after two.
 */
final class LossyLine implements AutoCloseable {

    private static final int SEGMENT_BYTES = 1_448;
    private static final Duration AGAIN = Duration.ofMillis(200);
    private static final Duration OPEN_AGAIN = Duration.ofSeconds(1);

    private final int target;
    private final double loss;
    private final Random random;
    private final ServerSocket door;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong lost = new AtomicLong();

    /** @param loss share of packets, 0 to 1 */
    LossyLine(int target, double loss, long seed) {
        this.target = target;
        this.loss = loss;
        this.random = new Random(seed);
        try {
            this.door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** Packets that were lost until now. */
    long lost() {
        return lost.get();
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (var socket : open) {
            socket.close();
        }
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                var near = door.accept();
                open.add(near);
                daemon(() -> connect(near));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void connect(Socket near) {
        // the system has opened the connection already: whoever waits for it waits for the first answer instead
        pass(OPEN_AGAIN);
        pass(OPEN_AGAIN);
        try {
            var far = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(far);
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            daemon(() -> passOn(near, far));
            passOn(far, near);
        } catch (IOException e) {
            quietly(near);
        }
    }

    private void passOn(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            var bytes = new byte[SEGMENT_BYTES];
            int read;
            while ((read = in.read(bytes)) >= 0) {
                pass(AGAIN);
                out.write(bytes, 0, read);
            }
        } catch (IOException e) {
            // both are closed
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    /** A packet comes through: at once, or later. */
    private void pass(Duration again) {
        var wait = again.toNanos();
        while (isLost()) {
            lost.incrementAndGet();
            try {
                TimeUnit.NANOSECONDS.sleep(wait);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            wait *= 2;
        }
    }

    private synchronized boolean isLost() {
        return random.nextDouble() < loss;
    }

    private static void quietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "lossy-line");
        thread.setDaemon(true);
        thread.start();
    }
}
