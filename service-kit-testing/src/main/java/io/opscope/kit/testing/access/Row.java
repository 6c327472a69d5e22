package io.opscope.kit.testing.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What holds for one operation; the words are explained in docs/api/authorization.yaml.
 *
 * @param path with its variables in braces
 * @param may roles that are let in, or one of the words for more than those
 * @param then statuses of those who are let in, each as its first digits
 */
public record Row(
        String method,
        String path,
        Set<String> may,
        Whose whose,
        @Nullable String ask,
        @Nullable String body,
        Set<String> then) {

    private static final String ANYONE = "anyone";

    /** The admins of the first tenant, which is the one that the admin who asks is of. */
    private static final String OPERATOR = "operator";

    /** Whether somebody is let in, whatever they are told then. */
    public boolean letsIn(Identity identity) {
        return may.contains(ANYONE)
                || may.contains(OPERATOR) && identity == Identity.ADMIN
                || identity.isKnown() && identity.roles().stream().anyMatch(may::contains);
    }

    /** The status, or its first digit, that somebody is answered with. */
    public Set<String> expected(Identity identity) {
        if (!letsIn(identity)) {
            return Set.of(identity.isKnown() ? "403" : "401");
        }
        if (isAboutOneThing() && isHiddenFrom(identity)) {
            return Set.of("404");
        }
        return then;
    }

    /** Whether what was planted must not be in an answer to somebody. */
    public boolean isHiddenFrom(Identity identity) {
        return switch (whose) {
            case SELF ->
                identity == Identity.FOREIGN_TENANT || identity == Identity.OTHER_USER || identity == Identity.VIEWER;
            case OWN -> identity == Identity.FOREIGN_TENANT || identity == Identity.OTHER_USER;
            case TENANT -> identity == Identity.FOREIGN_TENANT;
            case EACH, NONE -> false;
        };
    }

    /** Whether the path names one thing. */
    public boolean isAboutOneThing() {
        return path.endsWith("{id}") || path.contains("{id}/") || path.endsWith("_id}");
    }

    /** As it stands in the table. */
    public String name() {
        return method + " " + path;
    }

    /** To whom what an operation shows or changes belongs. */
    public enum Whose {
        SELF,
        OWN,
        TENANT,
        EACH,
        NONE
    }
}
