package io.opscope.metrics.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;

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

    /** The event that a frame names; nothing when it is no frame. */
    String event(String frame) {
        try {
            var request = json.readValue(frame, LiveUpdate.Request.class);
            return request == null || request.event() == null ? "" : request.event();
        } catch (JsonProcessingException e) {
            return "";
        }
    }
}
