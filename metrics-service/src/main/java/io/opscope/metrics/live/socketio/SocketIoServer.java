package io.opscope.metrics.live.socketio;

import io.opscope.kit.auth.TokenVerifier;
import io.opscope.kit.auth.VerifiedToken;
import io.opscope.metrics.live.LiveConfig;
import io.opscope.metrics.live.LiveRoom;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Speaks Engine.IO 4 at {@code /socket.io/}: opens connections, answers their polls, takes what is posted, and changes
 * over to WebSockets. Every request is signed in like any other, and only who opened a connection may go on with it.
 */
@ApplicationScoped
class SocketIoServer {

    private static final Set<String> PATHS = Set.of("/socket.io", "/socket.io/");

    /** After requests were told how to authenticate (200), before resources. */
    private static final int PRIORITY = 140;

    private static final String BEARER = "Bearer ";
    private static final int SID_BYTES = 15;
    private static final long UPGRADE_WITHIN_MILLIS = 10_000;
    private static final short TOO_LONG = 1009;

    private final Map<String, Connection> connections = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final LiveRoom room;
    private final TokenVerifier tokens;
    private final LiveConfig config;
    private final Vertx vertx;

    SocketIoServer(LiveRoom room, TokenVerifier tokens, LiveConfig config, Vertx vertx) {
        this.room = room;
        this.tokens = tokens;
        this.config = config;
        this.vertx = vertx;
    }

    void register(@Observes Filters filters) {
        filters.register(this::identify, PRIORITY);
    }

    private void identify(RoutingContext context) {
        if (!PATHS.contains(context.normalizedPath())) {
            context.next();
            return;
        }
        var header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.startsWith(BEARER)) {
            refuse(context, 401, -1, "Not signed in");
            return;
        }
        var token = header.substring(BEARER.length());
        // verifying may fetch keys; no byte of the body or of an upgrade may be lost meanwhile
        context.request().pause();
        vertx.executeBlocking(() -> tokens.verify(token), false)
                .onSuccess(caller -> {
                    if (LiveRoom.isFor(caller.scope())) {
                        serve(context, caller);
                    } else {
                        refuse(context, 403, -1, "There is nothing to watch");
                    }
                })
                .onFailure(reason -> refuse(context, 401, -1, "Not signed in"));
    }

    private void serve(RoutingContext context, VerifiedToken caller) {
        var request = context.request();
        if (request.method() != HttpMethod.POST) {
            request.resume();
        }
        var transport = request.getParam("transport");
        var sid = request.getParam("sid");
        if (!"4".equals(request.getParam("EIO"))) {
            refuse(context, 400, 5, "Unsupported protocol version");
        } else if (sid == null) {
            open(context, caller, transport);
        } else {
            var connection = connections.get(sid);
            if (connection == null || !connection.belongsTo(caller)) {
                refuse(context, 400, 1, "Session ID unknown");
            } else if ("websocket".equals(transport)) {
                webSocket(context, socket -> upgrade(connection, socket));
            } else if ("polling".equals(transport) && request.method() == HttpMethod.GET) {
                poll(context, connection);
            } else if ("polling".equals(transport) && request.method() == HttpMethod.POST) {
                take(context, connection);
            } else {
                refuse(context, 400, 3, "Bad request");
            }
        }
    }

    private void open(RoutingContext context, VerifiedToken caller, @Nullable String transport) {
        var since = context.request().getParam("since");
        if ("websocket".equals(transport)) {
            webSocket(context, socket -> {
                var connection = begun(caller, since);
                listen(socket, connection);
                connection.offer(Packets.open(connection.sid(), false));
                connection.carriedBy(socket);
            });
        } else if (!"polling".equals(transport)) {
            refuse(context, 400, 0, "Transport unknown");
        } else if (context.request().method() != HttpMethod.GET) {
            refuse(context, 400, 2, "Bad handshake method");
        } else {
            answer(context, Packets.open(begun(caller, since).sid(), true));
        }
    }

    private Connection begun(VerifiedToken caller, @Nullable String since) {
        var bytes = new byte[SID_BYTES];
        random.nextBytes(bytes);
        var sid = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var conversation = new RoomConversation(room, tokens, vertx, since);
        var connection = new Connection(
                sid, caller, conversation, config, vertx, closed -> connections.remove(closed.sid(), closed));
        connections.put(sid, connection);
        return connection;
    }

    private void poll(RoutingContext context, Connection connection) {
        var loop = vertx.getOrCreateContext();
        Consumer<String> answer = payload -> loop.runOnContext(back -> answer(context, payload));
        context.response().closeHandler(gone -> connection.pollGone(answer));
        if (!connection.poll(answer)) {
            refuse(context, 400, 3, "Bad request");
        }
    }

    private void take(RoutingContext context, Connection connection) {
        var body = Buffer.buffer();
        context.request().handler(chunk -> {
            if (body.length() <= Packets.LONGEST) {
                body.appendBuffer(chunk);
            }
        });
        context.request().endHandler(end -> {
            if (body.length() > Packets.LONGEST) {
                refuse(context, 413, 3, "Payload too large");
                return;
            }
            for (var packet : body.toString().split(Packets.SEPARATOR)) {
                connection.received(packet);
            }
            answer(context, "ok");
        });
        context.request().resume();
    }

    private static void webSocket(RoutingContext context, Consumer<ServerWebSocket> use) {
        if (!"websocket".equalsIgnoreCase(context.request().getHeader(HttpHeaders.UPGRADE))) {
            refuse(context, 400, 3, "Bad request");
            return;
        }
        context.request().toWebSocket().onSuccess(use::accept);
    }

    /** A WebSocket beside a connection that polls: first it is probed, then it takes over. */
    private void upgrade(Connection connection, ServerWebSocket socket) {
        vertx.setTimer(UPGRADE_WITHIN_MILLIS, due -> {
            if (!connection.isCarriedBy(socket) && !socket.isClosed()) {
                socket.close();
            }
        });
        socket.textMessageHandler(packet -> {
            if (!connection.isPolled()) {
                socket.close();
            } else if (packet.equals(Packets.PROBE)) {
                socket.writeTextMessage(Packets.PROBED);
                connection.upgrading(true);
            } else if (packet.equals(Packets.UPGRADE)) {
                listen(socket, connection);
                connection.carriedBy(socket);
            } else {
                socket.close();
            }
        });
        socket.closeHandler(gone -> connection.upgrading(false));
    }

    private static void listen(ServerWebSocket socket, Connection connection) {
        socket.textMessageHandler(packet -> {
            if (packet.length() > Packets.LONGEST) {
                connection.end(TOO_LONG);
            } else {
                connection.received(packet);
            }
        });
        socket.exceptionHandler(failure -> connection.gone());
        socket.closeHandler(gone -> connection.gone());
    }

    private static void answer(RoutingContext context, String payload) {
        var response = context.response();
        if (!response.ended() && !response.closed()) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=UTF-8")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end(payload);
        }
    }

    private static void refuse(RoutingContext context, int status, int code, String message) {
        context.request().resume();
        var response = context.response().setStatusCode(status);
        if (status == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end("{\"code\":" + code + ",\"message\":\"" + message + "\"}");
    }
}
