package io.opscope.monitoring.pipeline;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import io.openlineage.client.Clients;
import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.RunEvent.EventType;
import io.openlineage.client.OpenLineageClient;
import io.openlineage.client.OpenLineageClientException;
import io.openlineage.client.OpenLineageClientUtils;
import io.openlineage.client.OpenLineageConfig;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenLineage's own client for Java, set up as the how-to says and as Spark's integration has it. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class OpenLineageClientTest {

    private final String tenant = "t-" + UUID.randomUUID();
    private final OpenLineage lineage = new OpenLineage(URI.create("https://example.com/producer"));
    private final UUID run = UUID.randomUUID();
    private final ZonedDateTime begun =
            ZonedDateTime.now(ZoneOffset.ofHours(2)).minusMinutes(10).truncatedTo(ChronoUnit.MILLIS);

    @ParameterizedTest
    @ValueSource(strings = {"", "  compression: gzip\n"})
    void whatItSendsBecomesAPipelineWithARun(String setting) throws Exception {
        try (var client = client("ingest", setting)) {
            client.emit(event(
                    EventType.START,
                    begun,
                    lineage.newRunFacetsBuilder()
                            .nominalTime(lineage.newNominalTimeRunFacet(begun, begun.plusHours(1)))
                            .build()));
            client.emit(event(EventType.RUNNING, begun.plusSeconds(5), null));
            runs().body("data[0].status", equalTo("running")).body("data[0].runs[0].endedAt", nullValue());
            client.emit(event(EventType.COMPLETE, begun.plusSeconds(90), null));
        }
        runs().body("data", hasSize(1))
                .body("data[0].name", equalTo("daily.load_orders"))
                .body("data[0].status", equalTo("success"))
                .body("data[0].source", equalTo("postgres://shop:5432/shop.public.orders"))
                .body("data[0].destination", equalTo("s3://lake/orders"))
                .body("data[0].rowsProcessed", equalTo(1234))
                .body("data[0].duration", equalTo(90.0f))
                .body("data[0].runs[0].nominalTime", equalTo(begun.toInstant().toString()));
    }

    @Test
    void aFailureComesWithItsMessage() throws Exception {
        try (var client = client("ingest", "")) {
            client.emit(event(EventType.START, begun, null));
            client.emit(event(
                    EventType.FAIL,
                    begun.plusSeconds(3),
                    lineage.newRunFacetsBuilder()
                            .errorMessage(lineage.newErrorMessageRunFacet(
                                    "relation \"orders\" does not exist", "SQL", "at Load.run(Load.java:7)"))
                            .build()));
        }
        runs().body("data[0].status", equalTo("error"))
                .body("data[0].logs[0].message", startsWith("relation \"orders\" does not exist"));
    }

    @Test
    void whoMayNotSendIsToldSo() throws Exception {
        try (var client = client("viewer", "")) {
            var refused = assertThrows(
                    OpenLineageClientException.class, () -> client.emit(event(EventType.START, begun, null)));
            assertTrue(refused.toString().contains("403"), refused::toString);
        }
        runs().body("data", hasSize(0));
    }

    private OpenLineageClient client(String role, String setting) {
        var key = Tokens.bearer(tenant, "loader", role).substring("Bearer ".length());
        var yaml = """
                transport:
                  type: http
                  url: http://127.0.0.1:%d
                  endpoint: api/v1/lineage
                  auth:
                    type: api_key
                    apiKey: %s
                """.formatted(RestAssured.port, key) + setting;
        return Clients.newClient(OpenLineageClientUtils.loadOpenLineageConfigYaml(
                new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)),
                new TypeReference<OpenLineageConfig>() {}));
    }

    private OpenLineage.RunEvent event(EventType type, ZonedDateTime at, OpenLineage.RunFacets facets) {
        var written = lineage.newOutputDatasetOutputFacetsBuilder()
                .outputStatistics(lineage.newOutputStatisticsOutputDatasetFacet(1234L, 99L, 1L))
                .build();
        return lineage.newRunEventBuilder()
                .eventType(type)
                .eventTime(at)
                .run(lineage.newRunBuilder().runId(run).facets(facets).build())
                .job(lineage.newJobBuilder()
                        .namespace("warehouse")
                        .name("daily.load_orders")
                        .build())
                .inputs(List.of(lineage.newInputDatasetBuilder()
                        .namespace("postgres://shop:5432")
                        .name("shop.public.orders")
                        .build()))
                .outputs(List.of(lineage.newOutputDatasetBuilder()
                        .namespace("s3://lake")
                        .name("orders")
                        .outputFacets(type == EventType.COMPLETE ? written : null)
                        .build()))
                .build();
    }

    private ValidatableResponse runs() {
        return given().header("Authorization", Tokens.bearer(tenant, "ann", "viewer"))
                .get("/api/performance/pipelines")
                .then()
                .statusCode(200);
    }
}
