package io.opscope.metrics.query;

import io.opscope.kit.auth.Scope;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose records an asker gets to see of those asked for.
 *
 * @param nothing whether there is nothing to see: one user asks for another's records
 * @param user the only user whose records are seen; null for everyone's
 */
record Visible(boolean nothing, @Nullable String user) {

    static Visible to(Scope scope, Optional<String> asked) {
        var only = scope.onlyUser();
        if (only.isPresent() && asked.isPresent() && !only.equals(asked)) {
            return new Visible(true, null);
        }
        return new Visible(false, asked.or(() -> only).orElse(null));
    }
}
