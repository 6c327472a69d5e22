package io.opscope.gateway.guard;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** What a request says about the connection it came over. */
final class ConnectionOptions {

    private ConnectionOptions() {}

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
