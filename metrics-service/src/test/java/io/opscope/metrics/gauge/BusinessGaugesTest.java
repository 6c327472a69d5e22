package io.opscope.metrics.gauge;

import static io.opscope.metrics.Sender.record;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opscope.kit.testing.Backend;
import io.opscope.metrics.Sender;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class BusinessGaugesTest {

    @Inject
    BusinessGauges gauges;

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @Test
    void jobsSuccessAndRevenueAreAmongTheMetrics() {
        var sender = new Sender();
        var now = Instant.now();
        sender.send(
                "jobs",
                List.of(
                        record("id", "1", "created_at", now.toString(), "status", "completed"),
                        record("id", "2", "created_at", now.toString(), "status", "failed"),
                        record(
                                "id",
                                "3",
                                "created_at",
                                now.minus(Duration.ofDays(9)).toString(),
                                "status",
                                "paid")));
        sender.send(
                "transactions",
                List.of(
                        record("id", "1", "created_at", now.toString(), "status", "paid", "amount", 12.5),
                        record("id", "2", "created_at", now.toString(), "status", "failed", "amount", 99)));
        gauges.count();
        var tenant = "tenant=\"" + sender.tenant() + "\"";
        assertEquals("1.0", value("opscope_jobs{outcome=\"success\"," + tenant + ",window=\"24h\"}"));
        assertEquals("2.0", value("opscope_jobs{outcome=\"success\"," + tenant + ",window=\"30d\"}"));
        assertEquals("1.0", value("opscope_jobs{outcome=\"failure\"," + tenant + ",window=\"24h\"}"));
        assertEquals("50.0", value("opscope_jobs_success_rate_percent{" + tenant + ",window=\"24h\"}"));
        assertEquals("66.67", value("opscope_jobs_success_rate_percent{" + tenant + ",window=\"30d\"}"));
        assertEquals("12.5", value("opscope_revenue_today{currency=\"USD\"," + tenant + "}"));
    }

    private String value(String series) {
        var all = RestAssured.get(metrics).asString();
        return all.lines()
                .filter(line -> line.startsWith(series + " "))
                .map(line -> line.substring(series.length() + 1))
                .findFirst()
                .orElse("absent from\n"
                        + String.join(
                                "\n",
                                all.lines()
                                        .filter(line -> line.startsWith("opscope"))
                                        .toList()));
    }
}
