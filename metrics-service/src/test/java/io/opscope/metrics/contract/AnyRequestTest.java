package io.opscope.metrics.contract;

import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.contract.AnyRequestContract;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class AnyRequestTest extends AnyRequestContract {

    AnyRequestTest() {
        super("metrics", 10_000);
    }

    /** Somebody has just decided anew what a status means, which has everything counted anew. */
    @Override
    protected boolean isNoFailure(int status, String body) {
        return status == 503 && body.contains("/problems/recounting");
    }
}
