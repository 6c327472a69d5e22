package io.opscope.gateway.identity;

import io.opscope.kit.problem.CommonProblem;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** What somebody may be allowed to do. */
final class Roles {

    static final String ADMIN = "admin";
    static final String VIEWER = "viewer";
    static final String USER = "user";
    static final String INGEST = "ingest";

    private static final List<String> ALL = List.of(ADMIN, VIEWER, USER, INGEST);

    private Roles() {}

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
