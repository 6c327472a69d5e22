package io.opscope.monitoring;

import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Superuser;
import io.opscope.kit.testing.access.AccessContract;
import io.opscope.kit.testing.access.Identity;
import io.opscope.kit.testing.access.Row;
import io.opscope.monitoring.source.TestSources;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.postgresql.ds.PGSimpleDataSource;

/** A database of each of two tenants, and every operation asked of them by everybody. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class AccessTest extends AccessContract {

    @Inject
    TestSources sources;

    AccessTest() {
        super("monitoring");
    }

    @Override
    protected void plant() {
        add(canary, tenant());
        add(foreignCanary, foreignTenant());
    }

    @AfterEach
    void forget() {
        sources.remove(tenant(), id(canary));
        sources.remove(foreignTenant(), id(foreignCanary));
    }

    /** There is one each time: what a caller has removed, the next one finds again. */
    @Override
    protected String address(Row row) {
        if (row.path().contains("{id}")) {
            add(canary, tenant());
        }
        return row.path().replace("{id}", id(canary));
    }

    @Override
    protected String filled(String body, Identity identity) {
        return body.replace("FRESH", UUID.randomUUID().toString());
    }

    private void add(String word, String tenant) {
        var port = ((PGSimpleDataSource) Superuser.of("public")).getPortNumbers()[0];
        sources.add(id(word), tenant, port, "postgres", "opscope_monitor");
    }

    private static String id(String word) {
        return "source-" + word;
    }
}
