package io.opscope.metrics.live;

import static io.opscope.metrics.Sender.record;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.testing.Backend;
import io.opscope.metrics.Sender;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class LivePictureTest {

    @Inject
    LivePicture picture;

    @Test
    void todayIsTheTenantsDay() {
        // Given a tenant whose days begin at 23:00 in UTC, as the tests' configuration has it
        var lagos = new Sender("in-lagos");
        var day = LocalDate.now(ZoneOffset.UTC).minusDays(5);
        var scope = new Scope("in-lagos", "boss", Set.of("admin"));
        var evening = Instant.parse(day + "T23:40:00Z");
        var before = picture.figures(scope, List.of(), evening).transactions().completed();
        lagos.send("transactions", List.of(paid("live-22", day + "T22:50:00Z"), paid("live-23", day + "T23:10:00Z")));

        assertEquals(
                1, picture.figures(scope, List.of(), evening).transactions().completed() - before);
    }

    private static Map<String, Object> paid(String id, String at) {
        return record("id", id, "created_at", at, "status", "paid", "amount", 5);
    }
}
