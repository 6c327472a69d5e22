package io.opscope.gateway.identity;

import io.opscope.kit.auth.Roles;
import io.opscope.kit.problem.CommonProblem;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** What somebody is said to be allowed to do. */
final class GivenRoles {

    private static final List<String> ALL = List.of(Roles.ADMIN, Roles.VIEWER, Roles.USER, Roles.INGEST);

    private GivenRoles() {}

    /** The roles in one order and each once; refuses any that is not known. */
    static String[] checked(Collection<String> roles) {
        for (var role : roles) {
            if (!ALL.contains(role)) {
                throw CommonProblem.badParameter("roles", role, String.join(", ", ALL));
            }
        }
        return new TreeSet<>(roles).toArray(String[]::new);
    }
}
