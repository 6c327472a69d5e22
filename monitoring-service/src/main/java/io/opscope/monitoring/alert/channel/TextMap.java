package io.opscope.monitoring.alert.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;

/** Texts by name, as JSON. */
@Singleton
public class TextMap {

    private final ObjectMapper json;

    TextMap(ObjectMapper json) {
        this.json = json;
    }

    public String written(Map<String, String> texts) {
        try {
            return json.writeValueAsString(new TreeMap<>(texts));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public Map<String, String> read(String text) {
        try {
            return json.readValue(text, new TypeReference<TreeMap<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts of another shape are kept", e);
        }
    }
}
