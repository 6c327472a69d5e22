package io.opscope.monitoring;

import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Superuser;
import io.opscope.kit.testing.access.AccessContract;
import io.opscope.kit.testing.access.Identity;
import io.opscope.kit.testing.access.Row;
import io.opscope.monitoring.pipeline.TestPipelines;
import io.opscope.monitoring.source.TestSources;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.postgresql.ds.PGSimpleDataSource;

/** A database of each of two tenants, and every operation asked of them by everybody. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class AccessTest extends AccessContract {

    @Inject
    TestSources sources;

    @Inject
    TestPipelines pipelines;

    AccessTest() {
        super("monitoring");
    }

    @Override
    protected void plant() {
        var port = ((PGSimpleDataSource) Superuser.of("public")).getPortNumbers()[0];
        sources.add(id(canary), tenant(), port, "postgres", "opscope_monitor");
        sources.add(id(foreignCanary), foreignTenant(), port, "postgres", "opscope_monitor");
    }

    private void plantPipelines() {
        pipelines.add(tenant(), id(canary), canary, amountOf(amount()));
        pipelines.add(foreignTenant(), id(foreignCanary), foreignCanary, amountOf(foreignAmount()));
    }

    @AfterEach
    void forget() {
        sources.remove(id(canary));
        sources.remove(id(foreignCanary));
    }

    @Override
    protected String address(Row row) {
        if (row.path().contains("/pipelines") && !row.method().equals("PUT")) {
            // one that others have not removed before
            plantPipelines();
        }
        var id = row.method().equals("PUT") ? id(canary) + "-put" : id(canary);
        return row.path().replace("{id}", id).replace("{run_id}", "run-" + canary);
    }

    @Override
    protected String filled(String body, Identity identity) {
        return body.replace("NOW", Instant.now().toString());
    }

    private static long amountOf(String amount) {
        return (long) Double.parseDouble(amount);
    }

    private static String id(String word) {
        return "source-" + word;
    }
}
