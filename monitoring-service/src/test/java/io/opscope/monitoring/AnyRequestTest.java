package io.opscope.monitoring;

import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Tokens;
import io.opscope.kit.testing.contract.AnyRequestContract;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class AnyRequestTest extends AnyRequestContract {

    AnyRequestTest() {
        super("monitoring", 4_000);
    }

    @Override
    protected Map<String, List<String>> pathValues() {
        return Map.of("id", List.of("opscope", "orders"), "run_id", List.of("1", "2"));
    }

    @Override
    protected String admin() {
        return Tokens.bearer("default", "boss", "admin");
    }
}
