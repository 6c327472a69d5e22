package io.opscope.reports;

import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.OpenApiContract;
import io.opscope.reports.source.FakeMetrics;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = FakeMetrics.class, scope = TestResourceScope.GLOBAL)
class OpenApiTest extends OpenApiContract {

    OpenApiTest() {
        super("reports");
    }
}
