package io.opscope.metrics.live;

import io.opscope.kit.auth.Scope;
import java.util.Optional;

/** What watchers see the same by: everything of a tenant, or one user's part of it. */
record Sight(String tenant, Optional<String> onlyUser) {

    static Sight of(Scope scope) {
        return new Sight(scope.tenant(), scope.onlyUser());
    }
}
