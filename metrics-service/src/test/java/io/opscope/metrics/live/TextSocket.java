package io.opscope.metrics.live;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A WebSocket over which texts are said and heard. */
public final class TextSocket implements WebSocket.Listener, AutoCloseable {

    private final long takesAtFirst;
    private final Consumer<String> heard;
    private final StringBuilder parts = new StringBuilder();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;

    /**
     * Opens it.
     *
     * @param address of the service, as http or ws
     * @param takesAtFirst texts that are read before any was heard; each that is heard makes room for another
     * @param heard is given each text as a whole
     */
    public TextSocket(URI address, String authorization, long takesAtFirst, Consumer<String> heard) {
        this.takesAtFirst = takesAtFirst;
        this.heard = heard;
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Authorization", authorization)
                .buildAsync(URI.create(address.toString().replaceFirst("^http", "ws")), this)
                .join();
    }

    public void say(String text) {
        socket.sendText(text, true).join();
    }

    /** The code it is closed with, once it is. */
    public CompletableFuture<Integer> closed() {
        return closed;
    }

    @Override
    public void onOpen(WebSocket webSocket) {
        if (takesAtFirst > 0) {
            webSocket.request(takesAtFirst);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        parts.append(data);
        if (last) {
            var text = parts.toString();
            parts.setLength(0);
            heard.accept(text);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
