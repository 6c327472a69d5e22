package io.opscope.gateway;

import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.contract.AnyRequestContract;
import io.opscope.kit.testing.contract.ApiDocument.Operation;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = ServicesFake.class, scope = TestResourceScope.GLOBAL)
class AnyRequestTest extends AnyRequestContract {

    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final Map<String, String> keys = new ConcurrentHashMap<>();

    AnyRequestTest() {
        super("gateway", 2_000);
    }

    @Override
    protected String admin() {
        return somebody("admin");
    }

    @Override
    protected String somebody(String role) {
        return tokens.computeIfAbsent(
                role, its -> "Bearer " + GatewayTest.person(its).token());
    }

    /** Who signs out with a token is nobody afterwards; a key stays. */
    @Override
    protected @Nullable String spared(Operation operation) {
        return operation.path().endsWith("/logout") || operation.path().endsWith("/sessions")
                ? keys.computeIfAbsent(
                        "user", its -> "Bearer " + GatewayTest.key("62", its).getString("key"))
                : null;
    }

    /** Monitoring is away here. */
    @Override
    protected boolean isNoFailure(int status, String body) {
        return status == 503 && body.contains("\"status\":") && body.contains("monitoring");
    }
}
