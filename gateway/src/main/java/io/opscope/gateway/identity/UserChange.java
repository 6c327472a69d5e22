package io.opscope.gateway.identity;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is to be different about an account; what is absent stays. */
public record UserChange(
        @Nullable @Email @Size(max = 320) String email,

        @Nullable @Schema(minLength = 12, maxLength = 128) String password,

        @JsonProperty("full_name") @Nullable @Pattern(regexp = "(?s).*\\S.*") @Size(max = 200) String fullName,

        @Schema(type = SchemaType.ARRAY, implementation = RoleName.class) @Nullable @Size(min = 1) List<@NotNull String> roles,

        @JsonProperty("is_active") @Nullable Boolean isActive) {}
