package io.opscope.gateway.route;

import java.util.Locale;

/** The services behind the gateway; each is named as its OpenAPI document in docs/api is. */
public enum Destination {
    METRICS,
    REPORTS,
    MONITORING;

    /** As it stands in configuration, in file names and in figures. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
