package io.opscope.monitoring;

import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Superuser;
import io.opscope.kit.testing.access.AccessContract;
import io.opscope.kit.testing.access.Identity;
import io.opscope.kit.testing.access.Row;
import io.opscope.monitoring.alert.PlantedAlerts;
import io.opscope.monitoring.pipeline.TestPipelines;
import io.opscope.monitoring.source.TestSources;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.postgresql.ds.PGSimpleDataSource;

/** A database and alerts of each of two tenants, and every operation asked of them by everybody. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class AccessTest extends AccessContract {

    @Inject
    TestSources sources;

    @Inject
    PlantedAlerts alerts;

    @Inject
    TestPipelines pipelines;

    AccessTest() {
        super("monitoring");
    }

    @Override
    protected void plant() {
        add(canary, tenant());
        add(foreignCanary, foreignTenant());
        alerts.alert(tenant(), userId(Identity.USER), canary);
        alerts.alert(foreignTenant(), "somebody", foreignCanary);
        alerts.silence(tenant(), canary);
        alerts.silence(foreignTenant(), foreignCanary);
        alerts.channel(foreignTenant(), foreignCanary);
        alerts.rule(foreignTenant(), foreignCanary);
    }

    private String pipeline(Row row) {
        var makesOne = row.method().equals("PUT");
        if (!makesOne) {
            // one that others have not removed before
            plantPipelines();
        }
        return row.path()
                .replace("{id}", makesOne ? id(canary) + "-put" : id(canary))
                .replace("{run_id}", "run-" + canary);
    }

    private void plantPipelines() {
        pipelines.add(tenant(), id(canary), canary, amountOf(amount()));
        pipelines.add(foreignTenant(), id(foreignCanary), foreignCanary, amountOf(foreignAmount()));
    }

    @AfterEach
    void forget() {
        sources.remove(tenant(), id(canary));
        sources.remove(foreignTenant(), id(foreignCanary));
    }

    /** There is one each time: what a caller has removed, the next one finds again. */
    @Override
    protected String address(Row row) {
        var path = row.path();
        if (path.startsWith("/api/v1/alerts/channels/")) {
            return path.replace("{id}", alerts.channel(tenant(), canary));
        }
        if (path.startsWith("/api/v1/alerts/silences/")) {
            return path.replace("{id}", alerts.silence(tenant(), canary));
        }
        if (path.startsWith("/api/v1/alerts/rules/")) {
            return path.replace("{rule_id}", alerts.rule(tenant(), canary));
        }
        if (path.startsWith("/api/v1/alerts/")) {
            return path.replace("{id}", alerts.alert(tenant(), userId(Identity.USER), canary));
        }
        if (path.contains("/pipelines")) {
            return pipeline(row);
        }
        if (path.contains("{id}")) {
            add(canary, tenant());
        }
        return path.replace("{id}", id(canary));
    }

    @Override
    protected String filled(String body, Identity identity) {
        var now = Instant.now();
        return body.replace("FRESH", UUID.randomUUID().toString())
                .replace("SOON", now.plusSeconds(600).toString())
                .replace("NOW", now.toString());
    }

    private void add(String word, String tenant) {
        var port = ((PGSimpleDataSource) Superuser.of("public")).getPortNumbers()[0];
        sources.add(id(word), tenant, port, "postgres", "opscope_monitor");
    }

    private static long amountOf(String amount) {
        return (long) Double.parseDouble(amount);
    }

    private static String id(String word) {
        return "source-" + word;
    }
}
