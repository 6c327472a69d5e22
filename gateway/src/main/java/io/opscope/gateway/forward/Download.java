package io.opscope.gateway.forward;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * An answer on its way back, as fast as the slower side takes it. Nothing is kept but answers so small that one packet
 * holds them: of these nothing is written before all is there. One that breaks off is not ended.
 */
final class Download {

    /** An answer of known length up to this goes out in one write. */
    private static final int ONE_PACKET = 16 * 1024;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final HttpClientResponse from;
    private final Replica asked;

    Download(HttpServerRequest request, HttpClientResponse from, Replica asked) {
        this.request = request;
        this.response = request.response();
        this.from = from;
        this.asked = asked;
    }

    /** Ends with the answer; fails when one of the two breaks off. */
    Future<Void> start() {
        if (request.method() == HttpMethod.HEAD || from.statusCode() == 204 || from.statusCode() == 304) {
            return from.end().compose(ended -> {
                copyHead();
                return response.end();
            });
        }
        if (isSmall()) {
            return from.body().compose(body -> {
                copyHead();
                return response.end(body);
            });
        }
        copyHead();
        response.setChunked(!response.headers().contains(HttpHeaders.CONTENT_LENGTH));
        return from.pipe().endOnFailure(false).to(response);
    }

    private void copyHead() {
        response.setStatusCode(from.statusCode()).setStatusMessage(from.statusMessage());
        HeaderRules.response(from.headers(), response.headers(), asked);
    }

    private boolean isSmall() {
        var length = from.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && length.length() <= 5 && Integer.parseInt(length) <= ONE_PACKET;
    }
}
