package io.opscope.gateway;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A client of HTTP/2 that sends what frames it is told and puts nothing right. It begins without asking first. */
public final class RawHttp2 implements AutoCloseable {

    public static final int DATA = 0;
    public static final int HEADERS = 1;
    public static final int RESET = 3;
    public static final int SETTINGS = 4;
    public static final int PING = 6;
    public static final int GOAWAY = 7;
    public static final int WINDOW_UPDATE = 8;
    public static final int CONTINUATION = 9;

    public static final int ACK = 1;
    public static final int END_STREAM = 1;
    public static final int END_HEADERS = 4;

    private static final int PRIORITY = 0x20;
    private static final int PRIORITY_BYTES = 5;
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int PATIENCE_MILLIS = 5_000;
    private static final int WHOLE_LENGTH = 127;

    private final Socket socket;
    private final DataInputStream in;
    private final DefaultHttp2HeadersDecoder heads = new DefaultHttp2HeadersDecoder(false, 1 << 20);
    private final Map<Integer, Answer> answers = new HashMap<>();
    private final boolean takesAll;
    private @Nullable Long ended;
    private boolean closed;

    /** Takes all that is sent to it. */
    public RawHttp2(URL server) throws IOException {
        this(server, true);
    }

    /**
     * The same with a choice.
     *
     * @param takesAll whether windows are opened again for what was taken
     * @param settings as pairs of a number and a value
     */
    public RawHttp2(URL server, boolean takesAll, int... settings) throws IOException {
        this.takesAll = takesAll;
        socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
        socket.getOutputStream().write(PREFACE.getBytes(StandardCharsets.US_ASCII));
        var payload = ByteBuffer.allocate(settings.length * 3);
        for (var i = 0; i < settings.length; i += 2) {
            payload.putShort((short) settings[i]).putInt(settings[i + 1]);
        }
        send(SETTINGS, 0, 0, payload.array());
    }

    /** One frame, as it is. */
    public void send(int type, int flags, int stream, byte[] payload) throws IOException {
        var frame = ByteBuffer.allocate(9 + payload.length);
        frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
        frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
        try {
            socket.getOutputStream().write(frame.array());
        } catch (SocketException e) {
            // Who is refused early may find the door shut while still talking.
        }
    }

    /** A head in one frame, of lines like {@code :method: GET}. */
    public void head(int stream, boolean ends, String... lines) throws IOException {
        send(HEADERS, END_HEADERS | (ends ? END_STREAM : 0), stream, encoded(List.of(lines)));
    }

    public void data(int stream, boolean ends, byte[] body) throws IOException {
        send(DATA, ends ? END_STREAM : 0, stream, body);
    }

    public void open(int stream, int bytes) throws IOException {
        send(WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(4).putInt(bytes).array());
    }

    public void reset(int stream) throws IOException {
        send(RESET, 0, stream, ByteBuffer.allocate(4).putInt(8).array());
    }

    /** Every header as a literal that is not remembered, so that each byte is sent as it was written. */
    public static byte[] encoded(List<String> lines) {
        var block = new ByteArrayOutputStream();
        for (var line : lines) {
            var colon = line.indexOf(": ", 1);
            var ends = colon < 0 ? line.indexOf("= ") : colon;
            block.write(0);
            string(block, line.substring(0, ends));
            string(block, line.substring(ends + 2));
        }
        return block.toByteArray();
    }

    private static void string(ByteArrayOutputStream block, String text) {
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length < WHOLE_LENGTH) {
            block.write(bytes.length);
        } else {
            block.write(WHOLE_LENGTH);
            var rest = bytes.length - WHOLE_LENGTH;
            for (; rest >= 128; rest >>= 7) {
                block.write((rest & 127) | 128);
            }
            block.write(rest);
        }
        block.writeBytes(bytes);
    }

    /** What was said of a stream by its end, by its being reset, or by the end of the connection. */
    public Answer answer(int stream) throws IOException {
        while (!answers.computeIfAbsent(stream, Answer::new).isOver() && !isOver()) {
            readFrame();
        }
        return answers.get(stream);
    }

    /** As far as the stream has come now. */
    public Answer soFar(int stream) {
        return answers.computeIfAbsent(stream, Answer::new);
    }

    /** Reads until the connection ends, and says with which error it was ended; null where it just was. */
    public @Nullable Long end() throws IOException {
        while (!closed) {
            readFrame();
        }
        return ended;
    }

    /** The error that the connection was said to end with; null when it was not. */
    public @Nullable Long goodbye() {
        return ended;
    }

    public boolean isOver() {
        return closed || (ended != null && ended != 0);
    }

    /** Reads whatever comes within a time. */
    public void readFor(int millis) throws IOException {
        var until = System.nanoTime() + millis * 1_000_000L;
        while (System.nanoTime() < until && !closed) {
            if (in.available() > 0) {
                readFrame();
            } else {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    private void readFrame() throws IOException {
        try {
            var length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            var type = in.readUnsignedByte();
            var flags = in.readUnsignedByte();
            var stream = in.readInt();
            var payload = new byte[length];
            in.readFully(payload);
            take(type, flags, stream, payload);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("Nothing more within " + PATIENCE_MILLIS + " ms after " + answers, e);
        } catch (EOFException | SocketException e) {
            closed = true;
        }
    }

    private void take(int type, int flags, int stream, byte[] payload) throws IOException {
        var answer = answers.computeIfAbsent(stream, Answer::new);
        switch (type) {
            case HEADERS -> answer.head(decoded(stream, payload, (flags & PRIORITY) == 0 ? 0 : PRIORITY_BYTES));
            case DATA -> {
                answer.body.writeBytes(payload);
                if (takesAll && payload.length > 0) {
                    open(0, payload.length);
                    open(stream, payload.length);
                }
            }
            case RESET -> answer.reset = (long) ByteBuffer.wrap(payload).getInt();
            case SETTINGS, PING -> {
                if ((flags & ACK) == 0) {
                    send(type, ACK, 0, type == PING ? payload : new byte[0]);
                }
            }
            case GOAWAY -> ended = (long) ByteBuffer.wrap(payload, 4, 4).getInt();
            default -> {
                // windows that are opened for us
            }
        }
        if ((type == HEADERS || type == DATA) && (flags & END_STREAM) != 0) {
            answer.complete = true;
        }
    }

    private List<String> decoded(int stream, byte[] block, int from) {
        try {
            var lines = new ArrayList<String>();
            for (var header : heads.decodeHeaders(stream, Unpooled.wrappedBuffer(block, from, block.length - from))) {
                lines.add(header.getKey() + ": " + header.getValue());
            }
            return lines;
        } catch (Http2Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** What came on one stream. */
    public static final class Answer {

        private final int stream;
        private final List<String> head = new ArrayList<>();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private boolean complete;
        private int invited;
        private @Nullable Long reset;

        private Answer(int stream) {
            this.stream = stream;
        }

        private void head(List<String> lines) {
            if (lines.contains(":status: 100")) {
                invited++;
            } else {
                head.addAll(lines);
            }
        }

        private boolean isOver() {
            return complete || reset != null;
        }

        public boolean isComplete() {
            return complete;
        }

        /** How often it was said that the body may come. */
        public int invited() {
            return invited;
        }

        /** Null where there is none. */
        public @Nullable String status() {
            return value(":status");
        }

        public @Nullable String value(String name) {
            return head.stream()
                    .filter(line -> line.startsWith(name + ": "))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst()
                    .orElse(null);
        }

        /** The lines of the head. */
        public List<String> head() {
            return head;
        }

        public String body() {
            return body.toString(StandardCharsets.UTF_8);
        }

        public int length() {
            return body.size();
        }

        /** The error; null when it was not reset. */
        public @Nullable Long reset() {
            return reset;
        }

        @Override
        public String toString() {
            return "stream " + stream + ": " + head + ", " + body.size() + " bytes, " + (complete ? "complete" : "open")
                    + ", reset " + reset;
        }
    }
}
