package io.opscope.kit.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The running service's OpenAPI equals the committed one in docs/api. After a wanted change, write it anew with {@code
 * -Dopscope.openapi.update=true}.
 */
public abstract class OpenApiContract {

    private static final ObjectMapper JSON = new ObjectMapper()
            .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true)
            .configure(SerializationFeature.INDENT_OUTPUT, true);

    private final String service;

    /** OpenAPI is served on the management port. */
    @TestHTTPResource(value = "/openapi", management = true)
    URL openApi;

    /** @param service file name in docs/api without its ending */
    protected OpenApiContract(String service) {
        this.service = service;
    }

    @Test
    void theCommittedOpenApiIsWhatTheServiceOffers() throws IOException {
        var running = normalised(RestAssured.given()
                .queryParam("format", "json")
                .get(openApi)
                .then()
                .statusCode(200)
                .extract()
                .asString());
        var committed = Path.of(System.getProperty("opscope.repository", ".."), "docs", "api", service + ".json");
        if (Boolean.getBoolean("opscope.openapi.update")) {
            Files.createDirectories(committed.getParent());
            Files.writeString(committed, running);
        }
        if (!Files.exists(committed)) {
            fail("docs/api/" + service + ".json is missing; run with -Dopscope.openapi.update=true");
        }
        assertEquals(
                normalised(Files.readString(committed)),
                running,
                "docs/api/" + service + ".json is behind; look at the change, then -Dopscope.openapi.update=true");
    }

    private static String normalised(String document) throws JsonProcessingException {
        return JSON.writeValueAsString(JSON.treeToValue(JSON.readTree(document), Object.class)) + "\n";
    }
}
