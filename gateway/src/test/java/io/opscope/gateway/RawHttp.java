package io.opscope.gateway;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A client that sends what it is told, byte by byte, and puts nothing right. */
public final class RawHttp implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 5_000;

    private final Socket socket;
    private final InputStream in;
    private String heard = "";

    public RawHttp(URL server) throws IOException {
        socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** A character per byte. */
    public void send(String bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        } catch (SocketException e) {
            // Who is refused early may find the door shut while still talking; what was answered can be read all the
            // same.
        }
    }

    /** The next answer, interim ones left out; null when the connection ends instead. */
    public @Nullable RawMessage answer(boolean toHead) throws IOException {
        try {
            var answer = RawMessage.response(in, toHead);
            while (answer != null && answer.status() == 100) {
                answer = RawMessage.response(in, toHead);
            }
            heard += answer == null ? "" : answer.raw();
            return answer;
        } catch (SocketTimeoutException e) {
            throw new AssertionError(
                    "Neither an answer nor an end within " + PATIENCE_MILLIS + " ms after '" + heard + "'", e);
        } catch (SocketException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
