package io.opscope.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * Many WebSockets read by one thread that does as little as can be done: it finds where frames end and looks at how they
 * begin. What the client takes, a service on the same machine lacks.
 */
final class Audience implements AutoCloseable {

    private static final int BUFFER = 256 * 1024;
    private static final int LONGEST_HEAD = 4;
    private static final int SHORT = 125;
    private static final int TWO_BYTES = 126;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;

    private final Selector selector = Selector.open();
    private final Listener listener;
    private final int kept;
    private final ByteBuffer read = ByteBuffer.allocateDirect(BUFFER);
    private final Thread reader = new Thread(this::listen, "audience");

    /**
     * @param kept bytes at the beginning of each frame that the listener is shown; all of it on the first socket
     */
    Audience(int kept, Listener listener) throws IOException {
        this.kept = kept;
        this.listener = listener;
    }

    /** Opens sockets one after the other, each of which says something at once. */
    void open(int sockets, URI address, String token, String saying) throws IOException {
        for (int i = 0; i < sockets; i++) {
            var channel = SocketChannel.open(new InetSocketAddress(address.getHost(), address.getPort()));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            upgrade(channel, address, token);
            channel.write(masked(saying));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new Frames(i == 0));
        }
    }

    void start() {
        reader.start();
    }

    private static void upgrade(SocketChannel channel, URI address, String token) throws IOException {
        channel.write(ByteBuffer.wrap(("GET " + address.getPath() + " HTTP/1.1\r\nHost: " + address.getAuthority()
                        + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13"
                        + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer " + token
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII)));
        var head = new StringBuilder();
        var one = ByteBuffer.allocate(1);
        // byte by byte, so that nothing of the first frame is taken
        while (head.indexOf("\r\n\r\n") < 0) {
            if (channel.read(one.clear()) < 0) {
                throw new EOFException("The upgrade was not answered");
            }
            head.append((char) one.get(0));
        }
        if (!head.toString().startsWith("HTTP/1.1 101 ")) {
            throw new IOException("The upgrade was answered " + head);
        }
    }

    private static ByteBuffer masked(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > SHORT) {
            throw new IllegalArgumentException("Too long: " + text);
        }
        // a mask of zeros leaves the text as it is
        return ByteBuffer.allocate(bytes.length + 6)
                .put((byte) (0x80 | TEXT))
                .put((byte) (0x80 | bytes.length))
                .putInt(0)
                .put(bytes)
                .flip();
    }

    private void listen() {
        try {
            while (selector.isOpen()) {
                selector.select(this::receive);
            }
        } catch (ClosedSelectorException e) {
            // it is over
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void receive(SelectionKey key) {
        try {
            var length = ((SocketChannel) key.channel()).read(read.clear());
            if (length < 0 || !((Frames) key.attachment()).take(read.flip())) {
                key.cancel();
                listener.lost();
            }
        } catch (IOException e) {
            key.cancel();
            listener.lost();
        }
    }

    @Override
    public void close() throws IOException {
        var keys = java.util.List.copyOf(selector.keys());
        selector.close();
        for (var key : keys) {
            key.channel().close();
        }
    }

    /** Told of frames by one thread. */
    interface Listener {

        /** @param frame from its beginning on */
        void arrived(byte[] frame, int length, boolean onFirstSocket);

        void lost();
    }

    /** What is under way on one socket. */
    private final class Frames {

        private final boolean first;
        private final ByteBuffer head = ByteBuffer.allocate(LONGEST_HEAD);
        private byte[] beginning = new byte[0];
        private int length = -1;
        private int taken;

        Frames(boolean first) {
            this.first = first;
        }

        /** False when the other side says that it ends. */
        boolean take(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                if (length < 0) {
                    head.put(bytes.get());
                    begin();
                    continue;
                }
                var part = Math.min(bytes.remaining(), length - taken);
                var wanted = Math.min(part, beginning.length - taken);
                if (wanted > 0) {
                    bytes.get(bytes.position(), beginning, taken, wanted);
                }
                bytes.position(bytes.position() + part);
                taken += part;
                if (taken == length) {
                    if (!end()) {
                        return false;
                    }
                }
            }
            return true;
        }

        private void begin() throws IOException {
            if (head.position() < 2) {
                return;
            }
            var given = head.get(1) & 0x7f;
            if (given > TWO_BYTES) {
                throw new IOException("A frame of more than 64 KB");
            }
            if (given <= SHORT) {
                length = given;
            } else if (head.position() == LONGEST_HEAD) {
                length = head.getShort(2) & 0xffff;
            } else {
                return;
            }
            taken = 0;
            var shown = first ? length : Math.min(length, kept);
            if (beginning.length != shown) {
                beginning = new byte[shown];
            }
        }

        private boolean end() {
            var kind = head.get(0) & 0x0f;
            if (kind == TEXT) {
                listener.arrived(beginning, length, first);
            }
            head.clear();
            length = -1;
            return kind != CLOSE;
        }
    }
}
