package io.opscope.kit.net;

import java.io.IOException;
import java.net.Socket;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Waits on a connection over which nothing is said. A server that dies is noticed at once, as its system closes or resets
 * the connection, and nothing has to be sent for it. Not a byte is read: whatever arrives is left to whose connection it is.
 */
public final class Stillness implements AutoCloseable {

    private final Selector selector;

    public Stillness() throws IOException {
        this.selector = Selector.open();
    }

    /**
     * Waits until the time is over, or something comes over the connection, its end included.
     *
     * @param socket one that {@link Dialer} connected, which nobody reads from meanwhile; without one, time goes by
     * @return whether something came
     */
    public boolean endsWithin(@Nullable Socket socket, Duration time) throws IOException {
        var milliseconds = Math.max(1, time.toMillis());
        if (socket == null) {
            selector.select(milliseconds);
            return false;
        }
        var channel = socket.getChannel();
        channel.configureBlocking(false);
        var key = channel.register(selector, SelectionKey.OP_READ);
        try {
            return selector.select(milliseconds) > 0;
        } finally {
            selector.selectedKeys().clear();
            key.cancel();
            selector.selectNow();
            channel.configureBlocking(true);
        }
    }

    /** Ends a wait that is under way, or the next one. */
    public void disturb() {
        selector.wakeup();
    }

    @Override
    public void close() throws IOException {
        selector.close();
    }
}
