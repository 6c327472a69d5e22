package io.opscope.gateway.identity;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.opscope.kit.auth.Roles;

/** The roles there are, for the API's description; what a role means is said by {@link Roles}. */
enum RoleName {
    @JsonProperty(Roles.ADMIN)
    ADMIN,
    @JsonProperty(Roles.VIEWER)
    VIEWER,
    @JsonProperty(Roles.USER)
    USER,
    @JsonProperty(Roles.INGEST)
    INGEST
}
