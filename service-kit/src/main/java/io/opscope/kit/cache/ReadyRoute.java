package io.opscope.kit.cache;

import io.opscope.kit.auth.TokenVerifier;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;

/**
 * Gives out what lies ready before anything else is done for a request, on the thread that read it. What does not lie
 * ready goes its usual way, and {@link ReadyKeeper} sees to it that it does the next time.
 */
@ApplicationScoped
class ReadyRoute {

    /** When the request came; the clock as its resource may read it is never before. */
    static final String CAME_AT = "opscope.came-at";

    /** After cross-origin checks (300), before authentication (200), which a remembered token does without. */
    private static final int PRIORITY = 250;

    private final ReadyAnswers answers;
    private final TokenVerifier tokens;

    ReadyRoute(ReadyAnswers answers, TokenVerifier tokens) {
        this.answers = answers;
        this.tokens = tokens;
    }

    void register(@Observes Filters filters) {
        filters.register(this::serve, PRIORITY);
    }

    private void serve(RoutingContext context) {
        var now = Instant.now();
        if (answers.areUsed()) {
            var ready = ReadyKey.of(context.request(), tokens)
                    .flatMap(answers::find)
                    .filter(answer -> answer.isGoodAt(now));
            if (ready.isPresent()) {
                ready.get().giveTo(context.response(), now);
                return;
            }
        }
        context.put(CAME_AT, now);
        context.next();
    }
}
