package io.opscope.monitoring.alert;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.opscope.monitoring.alert.machine.Silence;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A silence as it is kept and shown.
 *
 * @param ruleId null for every rule
 * @param labels what alerts have to be labelled with
 */
@RegisterForReflection
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record StoredSilence(
        UUID id,
        @Nullable String ruleId,
        Map<String, String> labels,
        Instant startsAt,
        Instant endsAt,
        String comment,
        String createdBy,
        Instant createdAt) {

    @JsonIgnore
    Silence silence() {
        return new Silence(ruleId, labels, startsAt, endsAt);
    }
}
