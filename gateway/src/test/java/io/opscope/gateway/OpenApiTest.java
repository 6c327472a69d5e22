package io.opscope.gateway;

import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.OpenApiContract;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = ServicesFake.class, scope = TestResourceScope.GLOBAL)
class OpenApiTest extends OpenApiContract {

    OpenApiTest() {
        super("gateway");
    }
}
