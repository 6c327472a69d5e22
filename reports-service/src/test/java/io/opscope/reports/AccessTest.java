package io.opscope.reports;

import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.access.AccessContract;
import io.opscope.kit.testing.access.Identity;
import io.opscope.kit.testing.access.Row;
import io.opscope.reports.source.FakeMetrics;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Optional;

/** Every export, asked for by everybody; what metrics hands out depends on who asks it, as it does in earnest. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = FakeMetrics.class, scope = TestResourceScope.GLOBAL)
class AccessTest extends AccessContract {

    AccessTest() {
        super("reports");
    }

    @Override
    protected String address(Row row) {
        return row.path();
    }

    @Override
    protected Optional<String> authorization(Row row, Identity identity) {
        var authorization = super.authorization(row, identity);
        authorization.ifPresent(header -> {
            switch (identity) {
                case OTHER_USER -> FakeMetrics.hands(header);
                case FOREIGN_TENANT -> FakeMetrics.hands(header, job(foreignCanary, foreignAmount()));
                // whoever should not have come as far as to metrics would take this away
                default -> FakeMetrics.hands(header, job(canary, amount()));
            }
        });
        return authorization;
    }

    private static String job(String word, String amount) {
        return """
                {"job_id":"%1$s","created_at":"2026-03-01T10:00:00Z","status":"Delivered","publisher":"%1$s",\
                "target_url":null,"anchor_text":"%1$s","provider":"%1$s","strategy":null,"estimated_cost":%2$s,\
                "actual_cost":%2$s,"cost":%2$s,"started_at":null,"completed_at":null}""".formatted(word, amount);
    }
}
