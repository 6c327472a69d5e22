package io.opscope.gateway.guard;

import io.opscope.gateway.RawMessage;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Stands where metrics and reports stand and keeps every byte the gateway sends, for whoever has a field for them. A
 * server with a library in it would have put right what must not have been sent.
 */
public class RawService implements QuarkusTestResourceLifecycleManager {

    private static final String WEB_SOCKET = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final Queue<String> received = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        var thread = new Thread(work, "raw-service");
        thread.setDaemon(true);
        return thread;
    });

    private @Nullable ServerSocket server;

    /** After the fake of all other tests, whose address this one takes. */
    @Override
    public int order() {
        return 1;
    }

    @Override
    public Map<String, String> start() {
        try {
            var opened = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            server = opened;
            threads.execute(() -> accept(opened));
            var address = "http://127.0.0.1:" + opened.getLocalPort();
            return Map.of("opscope.upstream.metrics", address, "opscope.upstream.reports", address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was received, a text per request; only classes of the JDK are the same for this class and for a test. */
    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(received, field -> field.getType() == Queue.class);
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                var socket = from.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new BufferedInputStream(socket.getInputStream());
            for (var request = RawMessage.request(in); request != null; request = RawMessage.request(in)) {
                // The directory is told about accounts whenever there are new ones.
                if (!request.start().contains(" /api/v1/directory/")) {
                    received.add(request.raw());
                }
                socket.getOutputStream().write(answer(request).getBytes(StandardCharsets.ISO_8859_1));
                if (isUpgrade(request)) {
                    // frames are no requests
                    in.transferTo(OutputStream.nullOutputStream());
                }
            }
        } catch (IllegalStateException e) {
            received.add(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            // The gateway let go of a connection.
        }
    }

    private static boolean isUpgrade(RawMessage request) {
        return !request.all("Sec-WebSocket-Key").isEmpty();
    }

    private static String answer(RawMessage request) {
        var keys = request.all("Sec-WebSocket-Key");
        if (isUpgrade(request)) {
            return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                    + accepted(keys.get(0)) + "\r\n\r\n";
        }
        var body = request.start().startsWith("HEAD ") ? "" : "answered " + request.start();
        return "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String accepted(String key) {
        try {
            var sha1 = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder()
                    .encodeToString(sha1.digest((key + WEB_SOCKET).getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        threads.shutdownNow();
        try {
            if (server != null) {
                server.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
