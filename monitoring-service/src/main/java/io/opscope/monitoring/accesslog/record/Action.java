package io.opscope.monitoring.accesslog.record;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What was done; where one statement does several things, the last of these in this order. */
@Schema(name = "AccessAction")
public enum Action {
    LOGIN,
    LOGOUT,
    QUERY_EXECUTION,
    SCHEMA_CHANGE,
    PRIVILEGE_CHANGE;

    Action or(Action other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
