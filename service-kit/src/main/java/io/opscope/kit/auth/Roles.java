package io.opscope.kit.auth;

/** The roles that tokens carry, as the gateway gives them and every service asks for them. */
public final class Roles {

    /** Sees the whole tenant and may do everything. */
    public static final String ADMIN = "admin";

    /** Sees the whole tenant. */
    public static final String VIEWER = "viewer";

    /** Sees what is the user's own. */
    public static final String USER = "user";

    /** Sends records in. */
    public static final String INGEST = "ingest";

    /**
     * Evaluates alert rules: asks for the figures they are about and opens nothing else. Given by the gateway to the service
     * that does so, never to a person or a key.
     */
    public static final String ALERTING = "alerting";

    private Roles() {}
}
