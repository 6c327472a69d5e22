package io.opscope.gateway.identity;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.opscope.kit.auth.Scope;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The caller, as records name users; an API key may speak for somebody without an account. */
record Me(
        String id,
        @Nullable String email,
        @JsonProperty("full_name") @Nullable String fullName,

        @Schema(type = SchemaType.ARRAY, implementation = RoleName.class)
        List<String> roles,

        String tenant) {

    static Me of(Scope scope, Optional<Account> account) {
        return new Me(
                scope.userId(),
                account.map(found -> found.email).orElse(null),
                account.map(found -> found.fullName).orElse(null),
                scope.roles().stream().sorted().toList(),
                scope.tenant());
    }
}
