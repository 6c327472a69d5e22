package io.opscope.monitoring.source;

/** Which source is meant: ids mean something within a tenant only. */
public record SourceKey(String tenant, String id) {

    /** What its secrets are sealed for. */
    String belongings() {
        return tenant + "/" + id;
    }
}
