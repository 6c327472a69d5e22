package io.opscope.gateway.forward;

import java.util.List;
import java.util.Set;

/**
 * Headers by which somebody may be told who asks, from where, for which address or by which method. What a client says
 * there is dropped, under every name that some product believes; a service that began to believe one would otherwise
 * believe everybody.
 */
final class Claims {

    private static final Set<String> NAMES = Set.of(
            "authorization",
            "cookie",
            "x-api-key",
            "x-csrf-token",
            "forwarded",
            "via",
            "host",
            "expect",
            "client-ip",
            "front-end-https",
            "true-client-ip",
            "x-host",
            "x-http-host-override",
            "x-method-override",
            "x-rewrite-url",
            "x-scheme",
            "x-url-scheme");

    private static final List<String> PREFIXES = List.of(
            "sec-websocket-",
            "remote-",
            "cf-connecting-",
            "fastly-client-",
            "x-auth",
            "x-client-",
            "x-cluster-",
            "x-forward",
            "x-group",
            "x-http-method",
            "x-opscope-",
            "x-original-",
            "x-originating-",
            "x-proxy",
            "x-real-",
            "x-remote-",
            "x-role",
            "x-ssl-",
            "x-tenant",
            "x-user",
            "x-webauth-");

    private Claims() {}

    /** Whether a name in lower case is one; an underscore counts as the dash that some servers take it for. */
    static boolean include(String name) {
        return name.indexOf('_') < 0 ? isOne(name) : isDisguised(name.replace('_', '-'));
    }

    private static boolean isOne(String name) {
        if (NAMES.contains(name)) {
            return true;
        }
        for (var prefix : PREFIXES) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDisguised(String name) {
        return isOne(name) || name.equals("content-length") || HeaderRules.areForOneConnection(name);
    }
}
