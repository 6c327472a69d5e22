package io.opscope.metrics.history;

import io.opscope.kit.auth.Roles;
import io.opscope.kit.auth.Scope;
import java.util.Set;

/** Whose measurements those of the suite are: a tenant that has no account, so that nobody signs in as one of it. */
final class SuiteTenant {

    static final Scope SCOPE = new Scope("opscope:suite", "opscope", Set.of(Roles.VIEWER));

    /** As whose they are sent. */
    static final String APP = "opscope";

    private SuiteTenant() {}
}
