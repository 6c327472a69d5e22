package io.opscope.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class MergedOpenApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void sameNamesWithOtherMeaningsAreToldApart() throws IOException {
        var merged = JSON.readTree(new MergedOpenApi("All", "1")
                .add("metrics", document("/a", "integer"))
                .add("reports", document("/b", "string"))
                .bytes());
        assertEquals("integer", schema(merged, "Entry").asText());
        assertEquals("string", schema(merged, "ReportsEntry").asText());
        assertEquals("#/components/schemas/Entry", reference(merged, "/a"));
        assertEquals("#/components/schemas/ReportsEntry", reference(merged, "/b"));
    }

    @Test
    void sameNamesWithOneMeaningStayOne() throws IOException {
        var merged = JSON.readTree(new MergedOpenApi("All", "1")
                .add("metrics", document("/a", "integer"))
                .add("reports", document("/b", "integer"))
                .bytes());
        assertEquals(1, merged.at("/components/schemas").size());
    }

    @Test
    void whatServicesAskEachOtherIsLeftOut() throws IOException {
        var merged = JSON.readTree(new MergedOpenApi("All", "1")
                .add("metrics", document("/internal/x", "integer"))
                .bytes());
        assertFalse(merged.path("paths").has("/internal/x"));
    }

    private static JsonNode schema(JsonNode merged, String name) {
        return merged.path("components").path("schemas").path(name).path("type");
    }

    private static String reference(JsonNode merged, String path) {
        return merged.path("paths")
                .path(path)
                .path("get")
                .path("ref")
                .path("$ref")
                .asText();
    }

    private static JsonNode document(String path, String type) throws IOException {
        return JSON.readTree("""
                {"paths": {"%s": {"get": {"ref": {"$ref": "#/components/schemas/Entry"}}}},
                 "components": {"schemas": {"Entry": {"type": "%s"}}}}""".formatted(path, type));
    }
}
