package io.opscope.kit.cache;

import io.opscope.kit.auth.Scope;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names an answer.
 *
 * @param cache which cache it belongs to, as statistics show it
 * @param freshFor how long it may be served without asking again
 * @param generation of the data it is made of; another generation makes it old at once
 * @param scope whose answer it is: neither another tenant's nor another user's is ever served
 * @param parameters everything else that the answer depends on
 */
public record AnswerKey(
        String cache, Duration freshFor, String generation, Scope scope, List<? extends @Nullable Object> parameters) {

    static final String PREFIX = "opscope:answer:";

    /** The cache that an address belongs to. */
    static String cacheOf(String address) {
        return address.substring(PREFIX.length(), address.indexOf(':', PREFIX.length()));
    }

    /** The address in both levels; the generation is kept with the answer, so that an old one can still be found. */
    String address() {
        var out = new StringBuilder(PREFIX).append(cache);
        part(out, scope.tenant());
        part(out, scope.onlyUser().map(user -> "user " + user).orElse("all"));
        for (var parameter : parameters) {
            part(out, String.valueOf(parameter));
        }
        return out.toString();
    }

    /** Lengths make the parts unambiguous, whatever characters they hold. */
    private static void part(StringBuilder out, String text) {
        out.append(':').append(text.length()).append('.').append(text);
    }
}
