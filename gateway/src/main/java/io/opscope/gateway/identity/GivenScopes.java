package io.opscope.gateway.identity;

import io.opscope.kit.problem.CommonProblem;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What somebody wants an API key for. */
final class GivenScopes {

    private GivenScopes() {}

    /** The scopes that were named, or the usual ones; refuses any that is not known or that the roles leave useless. */
    static Set<KeyScope> checked(@Nullable Collection<String> scopes, String[] roles) {
        var given = List.of(roles);
        if (scopes == null) {
            return KeyScope.usual(given);
        }
        for (var scope : scopes) {
            var known = KeyScope.named(List.of(scope));
            if (known.isEmpty()) {
                throw CommonProblem.badParameter("scopes", scope, KeyScope.ALL);
            }
            if (!known.iterator().next().suits(given)) {
                throw CommonProblem.badParameter("scopes", scope, "what the roles " + given + " can be used for");
            }
        }
        return KeyScope.named(scopes);
    }
}
