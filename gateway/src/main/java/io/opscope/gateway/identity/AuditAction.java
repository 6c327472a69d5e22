package io.opscope.gateway.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is written down about identity. */
enum AuditAction {
    SIGN_IN("user"),
    LOCK_OUT("user"),
    LOCK_OUT_LIFTED("user"),
    SIGN_OUT("session"),
    REFRESH_REUSED("session"),
    SESSION_ENDED("session"),
    SESSIONS_ENDED("user"),
    PASSWORD_CHANGED("user"),
    USER_CREATED("user"),
    USER_CHANGED("user"),
    ROLES_CHANGED("user"),
    USER_DISABLED("user"),
    USER_ENABLED("user"),
    USER_REMOVED("user"),
    KEY_CREATED("key"),
    KEY_REVOKED("key"),
    TENANT_CREATED("tenant"),
    TENANT_CHANGED("tenant"),
    TENANT_DISABLED("tenant"),
    TENANT_ENABLED("tenant");

    /** The names of all, as they are written. */
    static final String ALL = Arrays.stream(values()).map(AuditAction::text).collect(Collectors.joining(", "));

    private final String subjectKind;

    AuditAction(String subjectKind) {
        this.subjectKind = subjectKind;
    }

    /** As it is written in JSON and in the database. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it is done to. */
    String subjectKind() {
        return subjectKind;
    }

    static boolean isKnown(String text) {
        return Arrays.stream(values()).anyMatch(action -> action.text().equals(text));
    }
}
