package io.opscope.gateway.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The OpenAPI documents of docs/api, as they were packaged with the gateway. */
@Singleton
public class OpenApiFiles {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads one document.
     *
     * @param name {@code gateway} or a service's {@link Destination#id()}
     */
    public JsonNode read(String name) {
        var resource = "openapi/" + name + ".json";
        try (var file = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalStateException(resource + " is not packaged: docs/api/" + name + ".json is missing");
            }
            return JSON.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read", e);
        }
    }
}
