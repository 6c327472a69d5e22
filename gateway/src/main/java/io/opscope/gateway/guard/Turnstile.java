package io.opscope.gateway.guard;

import io.opscope.gateway.GatewayProblem;
import io.opscope.gateway.identity.Known;
import io.opscope.gateway.identity.Known.Via;
import io.opscope.gateway.limit.Addresses;
import io.opscope.gateway.limit.Limit;
import io.opscope.gateway.limit.Limits;
import io.opscope.gateway.route.RouteTable;
import io.opscope.kit.auth.Roles;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets in as many requests as the limits say: of an address before anybody is identified, since that may cost a query,
 * and of a user or a key behind the door. Answers tell what is left, in the words of the RateLimit header fields
 * (draft-ietf-httpapi-ratelimit-headers).
 */
@Singleton
class Turnstile {

    /** A credential that nobody knows is looked up in the database; good ones are remembered. */
    private static final int UNKNOWN_COUNTS_MORE = 20 - 1;

    private static final CharSequence RATE_LIMIT = HttpHeaders.createOptimized("RateLimit");
    private static final CharSequence POLICY = HttpHeaders.createOptimized("RateLimit-Policy");
    private static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("Retry-After");
    private static final Set<String> SIGNING_IN = Set.of("/api/v1/auth/login", "/api/v1/auth/refresh");

    private final Limits limits;
    private final Addresses addresses;

    Turnstile(Limits limits, Addresses addresses) {
        this.limits = limits;
        this.addresses = addresses;
    }

    void stand(@Observes Filters filters) {
        filters.register(this::countAddress, FilterOrder.COUNT_ADDRESS);
        filters.register(this::countCaller, FilterOrder.COUNT_CALLER);
    }

    /** Somebody showed what nobody knows. */
    void countUnknown(HttpServerRequest request) {
        var limit = limits.address();
        if (limit != null) {
            limit.bucket(addresses.of(request)).charge(UNKNOWN_COUNTS_MORE, System.nanoTime());
        }
    }

    private void countAddress(RoutingContext context) {
        var request = context.request();
        var signIn = signsIn(request) ? limits.signIn() : null;
        if (signIn != null && signIn.isDoubtful(System.nanoTime())) {
            // passwords must not be tried without number, whatever else goes on
            Refusal.end(
                    context,
                    GatewayProblem.SIGN_IN_UNCOUNTED,
                    "Attempts to sign in come from more addresses than can be counted right now; try again later");
            return;
        }
        var address = limits.address() == null && signIn == null ? "" : addresses.of(request);
        if (passesUntold(context, limits.address(), address) && passes(context, signIn, address)) {
            context.next();
        }
    }

    private void countCaller(RoutingContext context) {
        Known known = context.get(Known.ATTRIBUTE);
        if (known == null || passes(context, limitOf(known), name(known))) {
            context.next();
        }
    }

    private @Nullable Limit limitOf(Known known) {
        if (known.via() != Via.API_KEY) {
            return limits.user();
        }
        return known.scope().roles().contains(Roles.INGEST) ? limits.ingest() : limits.key();
    }

    private static String name(Known known) {
        return known.via() == Via.API_KEY
                ? known.credentialId()
                : known.scope().tenant() + '/' + known.scope().userId();
    }

    /** Of an address only what is refused is told: who is known hears of what is their own. */
    private static boolean passesUntold(RoutingContext context, @Nullable Limit limit, String who) {
        if (limit == null) {
            return true;
        }
        var wait = limit.bucket(who).take(System.nanoTime());
        return wait == 0 || refuse(context, limit, wait);
    }

    private static boolean passes(RoutingContext context, @Nullable Limit limit, String who) {
        if (limit == null) {
            return true;
        }
        var now = System.nanoTime();
        var bucket = limit.bucket(who);
        var wait = bucket.take(now);
        if (wait > 0) {
            return refuse(context, limit, wait);
        }
        context.response().headers().set(POLICY, limit.policyHeader()).set(RATE_LIMIT, limit.stateHeader(bucket, now));
        return true;
    }

    private static boolean refuse(RoutingContext context, Limit limit, long wait) {
        var seconds = Limit.seconds(wait);
        context.response()
                .headers()
                .set(POLICY, limit.policyHeader())
                .set(RATE_LIMIT, limit.emptyHeader(wait))
                .set(RETRY_AFTER, Long.toString(seconds));
        Refusal.end(
                context,
                GatewayProblem.TOO_MANY_REQUESTS,
                "The limit " + limit.name() + " is " + limit.inWords() + "; come again in " + seconds + " s");
        return false;
    }

    private static boolean signsIn(HttpServerRequest request) {
        return request.method() == HttpMethod.POST && SIGNING_IN.contains(RouteTable.trimmed(request.path()));
    }
}
