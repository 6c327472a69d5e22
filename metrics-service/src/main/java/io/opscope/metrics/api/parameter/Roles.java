package io.opscope.metrics.api.parameter;

/** The roles that tokens carry. */
public final class Roles {

    /** Sees the whole tenant and may do everything. */
    public static final String ADMIN = "admin";

    /** Sees the whole tenant. */
    public static final String VIEWER = "viewer";

    /** Sees what is the user's own. */
    public static final String USER = "user";

    private Roles() {}
}
