package io.opscope.gateway.edge;

/**
 * What connections of HTTP/2 are held to.
 *
 * @param streams at once
 * @param idleFrames that move nothing, within ten seconds
 * @param stallNanos that a stream may stand still for
 * @param longestBody in bytes
 */
record Http2Limits(int streams, int idleFrames, long stallNanos, long longestBody) {

    static Http2Limits of(Http2Config config) {
        return new Http2Limits(
                config.streams(),
                config.idleFrames(),
                config.stall().toNanos(),
                config.longestBody().asLongValue());
    }
}
