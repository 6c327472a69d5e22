package io.opscope.gateway.identity;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.kit.problem.ProblemException;
import jakarta.inject.Singleton;

/** Who runs the installation: the admins of its first tenant. What is another tenant's stays closed to them as well. */
@Singleton
class Operators {

    private final IdentityConfig config;

    Operators(IdentityConfig config) {
        this.config = config;
    }

    boolean include(Scope scope) {
        return scope.isAdmin() && isTheirs(scope.tenant());
    }

    /** Whether a tenant is the one of those who run the installation. */
    boolean isTheirs(String tenant) {
        return tenant.equals(config.firstTenant());
    }

    void refuseOthers(Scope scope) {
        if (!include(scope)) {
            throw new ProblemException(
                    CommonProblem.FORBIDDEN, "That is for the admins of the first tenant, who run the installation");
        }
    }
}
