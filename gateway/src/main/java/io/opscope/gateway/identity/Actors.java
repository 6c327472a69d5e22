package io.opscope.gateway.identity;

import io.opscope.gateway.identity.Known.Via;
import io.opscope.gateway.limit.Addresses;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells who makes a request, and from where. */
@Singleton
class Actors {

    private static final String REFERENCE = "opscope.reference";
    private static final int LONGEST_USER_AGENT = 300;

    private final Addresses addresses;

    Actors(Addresses addresses) {
        this.addresses = addresses;
    }

    Actor of(RoutingContext context) {
        Known known = context.get(Known.ATTRIBUTE);
        var request = context.request();
        return new Actor(
                known == null ? null : known.scope().tenant(),
                known == null ? null : known.scope().userId(),
                known == null ? "password" : known.via().name().toLowerCase(Locale.ROOT),
                known == null || known.via() == Via.OUTSIDE_TOKEN ? null : known.credentialId(),
                addresses.exactly(request),
                addresses.of(request),
                shortened(request.getHeader(HttpHeaders.USER_AGENT)),
                reference(context));
    }

    private static String reference(RoutingContext context) {
        String given = context.get(REFERENCE);
        if (given != null) {
            return given;
        }
        var reference = UUID.randomUUID().toString();
        context.put(REFERENCE, reference);
        return reference;
    }

    private static @Nullable String shortened(@Nullable String userAgent) {
        return userAgent == null || userAgent.length() <= LONGEST_USER_AGENT
                ? userAgent
                : userAgent.substring(0, LONGEST_USER_AGENT);
    }
}
