package io.opscope.gateway.guard;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request or an answer says about the connection it goes over. */
final class ConnectionOptions {

    /** In an answer of HTTP/2 they would make it malformed. */
    private static final List<CharSequence> OF_HTTP_1 =
            List.of(HttpHeaders.CONNECTION, HttpHeaders.KEEP_ALIVE, HttpHeaders.TRANSFER_ENCODING, HttpHeaders.UPGRADE);

    private ConnectionOptions() {}

    /** Takes out of the head of an answer what HTTP/2 has no use for; each stream ends by itself. */
    static void leaveOut(MultiMap answer) {
        OF_HTTP_1.forEach(answer::remove);
    }

    /**
     * Whether an option is in the list. Only the first line counts: Vert.x reads no other when it opens a WebSocket, and
     * no client splits so short a list.
     */
    static boolean include(MultiMap headers, String option) {
        @Nullable String listed = headers.get(HttpHeaders.CONNECTION);
        if (listed == null || listed.length() < option.length()) {
            return false;
        }
        if (listed.equalsIgnoreCase(option)) {
            return true;
        }
        if (listed.indexOf(',') >= 0) {
            for (var one : listed.split(",")) {
                if (one.strip().equalsIgnoreCase(option)) {
                    return true;
                }
            }
        }
        return false;
    }
}
