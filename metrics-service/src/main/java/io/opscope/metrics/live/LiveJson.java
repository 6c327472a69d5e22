package io.opscope.metrics.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Writes and reads what goes over live connections. */
@ApplicationScoped
class LiveJson {

    private final ObjectMapper json;

    LiveJson(ObjectMapper json) {
        this.json = json;
    }

    String written(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** What was {@link #written}; nothing when it was not that. */
    <T> Optional<T> read(String text, Class<T> type) {
        try {
            return Optional.of(json.readValue(text, type));
        } catch (JsonProcessingException e) {
            Log.warnf("Passing over a %s that cannot be read: %s", type.getSimpleName(), e.getOriginalMessage());
            return Optional.empty();
        }
    }

    /** The event that a frame names; nothing when it is no frame. */
    String event(String frame) {
        try {
            var request = json.readValue(frame, LiveRequest.class);
            return request == null || request.event() == null ? "" : request.event();
        } catch (JsonProcessingException e) {
            return "";
        }
    }
}
