package io.opscope.gateway.limit;

import io.netty.util.NetUtil;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Under which name an address is counted. One of IPv6 counts by its first 64 bits, since whoever has one has all of
 * those. What {@code X-Forwarded-For} says is believed as far back as trusted proxies said it: everything before that
 * may be the caller's own invention.
 */
@Singleton
public class Addresses {

    private static final CharSequence FORWARDED_FOR = HttpHeaders.createOptimized("X-Forwarded-For");
    private static final int IPV6_BYTES = 16;
    private static final int NETWORK_BYTES = 8;

    /** More than any way here has; a header that says more is not read to its beginning. */
    private static final int MOST_PROXIES = 20;

    private final Networks trusted;

    Addresses(LimitConfig config) {
        this.trusted = new Networks(
                "opscope.limit.trusted-proxies", config.trustedProxies().orElse(List.of()));
    }

    /** Whom a request counts for. */
    public String of(HttpServerRequest request) {
        var remote = request.remoteAddress();
        return counted(remote == null ? null : remote.hostAddress(), request.headers());
    }

    /** Where a request comes from, to the last bit, for whoever is told about it; null where that is not known. */
    public @Nullable String exactly(HttpServerRequest request) {
        var remote = request.remoteAddress();
        var said = remote == null ? null : remote.hostAddress();
        var address = said == null ? null : Networks.bytes(said);
        if (address == null) {
            return said;
        }
        return NetUtil.bytesToIpAddress(
                trusted.include(address) ? behind(address, request.headers().getAll(FORWARDED_FOR)) : address);
    }

    /**
     * Whom a request counts for.
     *
     * @param remote where its connection comes from
     * @param headers what it says, of which {@code X-Forwarded-For} is read if it comes from a trusted proxy
     */
    String counted(@Nullable String remote, MultiMap headers) {
        if (remote == null) {
            return "unknown";
        }
        if (trusted.areNone() && remote.indexOf(':') < 0) {
            return remote;
        }
        var address = Networks.bytes(remote);
        if (address == null) {
            return remote;
        }
        return name(trusted.include(address) ? behind(address, headers.getAll(FORWARDED_FOR)) : address);
    }

    /** The nearest address on the way back that is no trusted proxy. */
    private byte[] behind(byte[] proxy, List<String> forwardedFor) {
        var nearest = proxy;
        var way = String.join(",", forwardedFor);
        var end = way.length();
        for (var i = 0; i < MOST_PROXIES && end > 0; i++) {
            var comma = way.lastIndexOf(',', end - 1);
            var said = Networks.bytes(withoutPort(way.substring(comma + 1, end).strip()));
            if (said == null) {
                return nearest;
            }
            nearest = said;
            if (!trusted.include(said)) {
                return said;
            }
            end = comma;
        }
        return nearest;
    }

    /** Some proxies say the port as well. */
    private static String withoutPort(String said) {
        if (said.startsWith("[")) {
            var bracket = said.indexOf(']');
            return bracket < 0 ? said : said.substring(1, bracket);
        }
        var colon = said.indexOf(':');
        return colon > 0 && said.indexOf('.') > 0 && colon == said.lastIndexOf(':') ? said.substring(0, colon) : said;
    }

    private static String name(byte[] address) {
        if (address.length != IPV6_BYTES) {
            return NetUtil.bytesToIpAddress(address);
        }
        var network = Arrays.copyOf(Arrays.copyOf(address, NETWORK_BYTES), IPV6_BYTES);
        return NetUtil.bytesToIpAddress(network) + "/64";
    }
}
