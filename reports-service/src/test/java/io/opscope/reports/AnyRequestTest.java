package io.opscope.reports;

import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.contract.AnyRequestContract;
import io.opscope.reports.source.FakeMetrics;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = FakeMetrics.class, scope = TestResourceScope.GLOBAL)
class AnyRequestTest extends AnyRequestContract {

    AnyRequestTest() {
        super("reports", 4_000);
    }

    @Override
    protected String admin() {
        return handed(super.admin());
    }

    @Override
    protected String somebody(String role) {
        return handed(super.somebody(role));
    }

    private static String handed(String authorization) {
        FakeMetrics.hands(authorization);
        return authorization;
    }
}
