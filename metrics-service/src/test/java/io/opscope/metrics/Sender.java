package io.opscope.metrics;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opscope.kit.testing.Tokens;
import io.restassured.RestAssured;
import io.restassured.config.JsonConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hamcrest.Description;
import org.hamcrest.Matcher;
import org.hamcrest.TypeSafeMatcher;

/** A tenant of a test's own: sends records in as a product would, and asks as whoever the test wants. */
public final class Sender {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String tenant;

    public Sender() {
        this("t-" + UUID.randomUUID());
    }

    /** Of a tenant that something is configured for. */
    public Sender(String tenant) {
        this.tenant = tenant;
    }

    public String tenant() {
        return tenant;
    }

    /** Fields of a record in pairs of name and value. */
    public static Map<String, Object> record(Object... fields) {
        var record = new LinkedHashMap<String, Object>();
        for (int i = 0; i < fields.length; i += 2) {
            record.put((String) fields[i], fields[i + 1]);
        }
        return record;
    }

    /** Sends records, all of which are expected to be taken. */
    public void send(String family, List<Map<String, Object>> records) {
        var lines = records.stream().map(Sender::json).collect(Collectors.joining("\n"));
        as("sender", "ingest")
                .contentType("application/x-ndjson")
                .body(lines.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/ingest/" + family)
                .then()
                .statusCode(200)
                .body("rejected", is(empty()));
    }

    public void put(String address, Map<String, Object> entry) {
        as("boss", "admin")
                .contentType("application/json")
                .body(json(entry))
                .put(address)
                .then()
                .statusCode(200);
    }

    /** A request by someone of this tenant; decimals of the answer stay exact. */
    public RequestSpecification as(String userId, String... roles) {
        return given().config(RestAssured.config()
                        .jsonConfig(JsonConfig.jsonConfig().numberReturnType(NumberReturnType.BIG_DECIMAL)))
                .header("Authorization", Tokens.bearer(tenant, userId, roles));
    }

    /** What an administrator gets. */
    public ValidatableResponse get(String address) {
        return as("boss", "admin").get(address).then();
    }

    /** A number of exactly this value, however it is written. */
    public static Matcher<Object> number(String expected) {
        return new TypeSafeMatcher<>() {
            @Override
            protected boolean matchesSafely(Object actual) {
                return actual instanceof Number
                        && new BigDecimal(actual.toString()).compareTo(new BigDecimal(expected)) == 0;
            }

            @Override
            public void describeTo(Description description) {
                description.appendText("the number ").appendText(expected);
            }
        };
    }

    private static String json(Map<String, Object> record) {
        try {
            return JSON.writeValueAsString(record);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
