package io.opscope.monitoring.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Superuser;
import io.opscope.kit.testing.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the newest runs of all pipelines cost at a million runs; the figures are logged. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
@Tag("long")
class PipelineSpeedTest {

    private static final Logger LOG = Logger.getLogger(PipelineSpeedTest.class);
    private static final Sql NEWEST_RUNS = Sql.file(PipelineSpeedTest.class, "newest-runs.sql");
    private static final int PIPELINES = 50;
    private static final int RUNS_OF_EACH = 20_000;
    private static final int TIMES = 300;
    private static final double MEANT_MS = 50;

    private final String tenant = "t-" + UUID.randomUUID();

    private final HttpClient client = HttpClient.newHttpClient();

    @Inject
    Database db;

    @Inject
    PipelineQueries queries;

    @Inject
    ObjectMapper json;

    @TestHTTPResource("/")
    URL here;

    @Test
    void theNewestTwentyRunsOfAllPipelinesAreFoundInFiftyMilliseconds() throws Exception {
        FilledTables.fill(tenant, PIPELINES, RUNS_OF_EACH);
        Sql.text("SELECT count(*) AS n FROM pipeline_run")
                .on(Superuser.of("monitoring"))
                .first(row -> row.integer("n"))
                .ifPresent(n -> assertTrue(n >= PIPELINES * RUNS_OF_EACH));
        var scope = new Scope(tenant, "ann", Set.of());
        var query = p95(() ->
                db.read(scope, tx -> NEWEST_RUNS.on(tx).set("tenant", tenant).list(row -> row.text("run_id"))));
        var page = queries.all(scope);
        var made = p95(() -> queries.all(scope));
        var written = p95(() -> written(page));
        var request = HttpRequest.newBuilder(new URI(here + "api/performance/pipelines"))
                .header("Authorization", Tokens.bearer(tenant, "ann", "viewer"))
                .build();
        var answer = p95(() -> assertEquals(200, ask(request).statusCode()));
        LOG.infof(
                "%d runs of %d pipelines, p95 of %d: query %.1f ms, all of the page read %.1f ms, its %d KB written %.1f ms,"
                        + " answer over HTTP %.1f ms",
                PIPELINES * RUNS_OF_EACH, PIPELINES, TIMES, query, made, written(page).length / 1024, written, answer);
        assertTrue(query <= MEANT_MS, "p95 " + query + " ms");
        assertTrue(answer <= MEANT_MS, "p95 over HTTP " + answer + " ms");
    }

    private byte[] written(Object page) {
        try {
            return json.writeValueAsBytes(page);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<byte[]> ask(HttpRequest request) {
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                .join();
    }

    /** Milliseconds, after as many that are not counted. */
    private static double p95(Runnable question) {
        var took = new double[TIMES];
        for (int i = -TIMES; i < TIMES; i++) {
            var began = System.nanoTime();
            question.run();
            if (i >= 0) {
                took[i] = (System.nanoTime() - began) / 1e6;
            }
        }
        Arrays.sort(took);
        return took[TIMES * 95 / 100];
    }
}
