package io.opscope.gateway.guard;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request has to be that asks for a WebSocket (RFC 6455, 4.2.1). It is looked at before anybody behind is asked: a
 * service that agreed to what the gateway then cannot open would be left with half a connection, and bytes that one side
 * takes for frames and the other for a request would be a way around everything here.
 */
public final class UpgradeRules {

    /** The one version there is. */
    static final String VERSION = "13";

    static final CharSequence VERSION_HEADER = HttpHeaders.createOptimized("Sec-WebSocket-Version");

    private static final CharSequence KEY_HEADER = HttpHeaders.createOptimized("Sec-WebSocket-Key");
    private static final CharSequence UPGRADE = HttpHeaders.UPGRADE;
    private static final String WEBSOCKET = "websocket";

    /** Sixteen bytes in base64, of whose last letter only two bits count. */
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{21}[AQgw]==");

    private UpgradeRules() {}

    /**
     * Whether a WebSocket is asked for; other protocols are not offered, and asking for them changes nothing. Behind the
     * door it is asked for as it has to be.
     */
    public static boolean concern(HttpServerRequest request) {
        for (var protocols : request.headers().getAll(UPGRADE)) {
            if (protocols.toLowerCase(Locale.ROOT).contains(WEBSOCKET)) {
                return true;
            }
        }
        return false;
    }

    /** What is wrong with a request for a WebSocket, in words for its sender; null when nothing is. */
    static @Nullable String flawOf(HttpServerRequest request) {
        var headers = request.headers();
        var protocols = headers.getAll(UPGRADE);
        if (protocols.size() != 1 || !protocols.get(0).equalsIgnoreCase(WEBSOCKET)) {
            return "Upgrade has to name websocket alone";
        }
        if (request.method() != HttpMethod.GET || request.version() != HttpVersion.HTTP_1_1) {
            return "A WebSocket is opened with GET and HTTP/1.1";
        }
        if (!ConnectionOptions.include(headers, "upgrade") || ConnectionOptions.include(headers, "close")) {
            return "Connection has to name upgrade, and cannot name close beside it";
        }
        if (hasBody(headers)) {
            return "A request for a WebSocket has no body";
        }
        var keys = headers.getAll(KEY_HEADER);
        return keys.size() == 1 && KEY.matcher(keys.get(0)).matches()
                ? null
                : "Sec-WebSocket-Key has to be 16 bytes in base64";
    }

    /** Whether it is the version that is spoken here; a client that speaks another one as well may come again. */
    static boolean isSpoken(HttpServerRequest request) {
        return request.headers().getAll(VERSION_HEADER).equals(List.of(VERSION));
    }

    private static boolean hasBody(MultiMap headers) {
        var length = headers.get(HttpHeaders.CONTENT_LENGTH);
        return headers.contains(HttpHeaders.TRANSFER_ENCODING) || (length != null && !length.equals("0"));
    }
}
