package io.opscope.metrics.api.administration;

import static io.opscope.metrics.Sender.number;
import static io.opscope.metrics.Sender.record;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.opscope.kit.testing.Backend;
import io.opscope.metrics.Sender;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class RevenueTest {

    private static final String ADDRESS = "/admin/api/analytics/revenue";

    private final Sender sender = new Sender();
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    /** Three days back: two sales of 100.10 and 50.05 and a failure; two days back: a refund; one day back: one sale. */
    private void someTransactions() {
        sender.send(
                "transactions",
                List.of(
                        record(
                                "id",
                                "1",
                                "created_at",
                                at(3, "T10:00:00Z"),
                                "status",
                                "Completed",
                                "amount",
                                100.10,
                                "method",
                                "card",
                                "user_id",
                                "ann"),
                        record(
                                "id",
                                "2",
                                "created_at",
                                at(3, "T23:59:59Z"),
                                "status",
                                "paid",
                                "amount",
                                "50.05",
                                "method",
                                "wallet",
                                "user_id",
                                "bob"),
                        record(
                                "id",
                                "3",
                                "created_at",
                                at(3, "T12:00:00Z"),
                                "status",
                                "failed",
                                "amount",
                                999,
                                "method",
                                "card"),
                        record(
                                "id",
                                "4",
                                "created_at",
                                at(2, "T12:00:00Z"),
                                "status",
                                "refunded",
                                "amount",
                                -20.25,
                                "method",
                                "card"),
                        record("id", "5", "created_at", at(1, "T00:00:00Z"), "status", "paid", "amount", 0.85),
                        record(
                                "id",
                                "6",
                                "created_at",
                                at(1, "T08:00:00Z"),
                                "status",
                                "paid",
                                "amount",
                                70,
                                "currency",
                                "EUR",
                                "method",
                                "card"),
                        record("id", "7", "created_at", at(200, "T08:00:00Z"), "status", "paid", "amount", 7)));
    }

    @Test
    void everyDayOfTheLastThirtyIsShownWithItsRevenue() {
        someTransactions();
        sender.get(ADDRESS)
                .statusCode(200)
                .body("breakdown", equalTo("daily"))
                .body("currency", equalTo("USD"))
                .body("series", hasSize(30))
                .body("series[0].bucket", equalTo(at(29, "T00:00:00Z")))
                .body("series[29].bucket", equalTo(at(0, "T00:00:00Z")))
                .body("series[26].bucket", equalTo(at(3, "T00:00:00Z")))
                .body("series[26].revenue", is(number("150.15")))
                .body("series[26].transactions", is(number("3")))
                .body("series[26].successful", is(number("2")))
                .body("series[26].averageValue", is(number("75.075")))
                .body("series[26].successRate", is(number("66.67")))
                .body("series[27].revenue", is(number("0")))
                .body("series[27].transactions", is(number("1")))
                .body("series[28].revenue", is(number("0.85")))
                .body("series[29].transactions", is(number("0")))
                .body("series[29].averageValue", is(number("0")))
                .body("summary.total", is(number("151")))
                .body("summary.average", is(number("5.033333")))
                .body("summary.peak.bucket", equalTo(at(3, "T00:00:00Z")))
                .body("summary.peak.revenue", is(number("150.15")))
                .body("summary.transactions", is(number("5")))
                .body("summary.successful", is(number("3")))
                .body("summary.revenuePerTransaction", is(number("30.2")))
                .body("summary.successRate", is(number("60")))
                .body("summary.refunded", is(number("20.25")))
                .body("summary.net", is(number("130.75")))
                .body("summary.byStatus", is(aMapWithSize(4)))
                .body("summary.byStatus.paid", is(number("2")))
                .body("summary.byStatus.completed", is(number("1")))
                .body("by_currency", hasSize(1))
                .body("by_currency[0].currency", equalTo("EUR"))
                .body("by_currency[0].total", is(number("70")))
                .body("by_currency[0].transactions", is(number("1")));
    }

    @Test
    void anotherCurrencyIsAnsweredWhenAskedFor() {
        someTransactions();
        sender.get(ADDRESS + "?currency=eur")
                .body("currency", equalTo("EUR"))
                .body("summary.total", is(number("70")))
                .body("summary.transactions", is(number("1")))
                .body("by_currency.currency", contains("USD"));
    }

    @Test
    void hoursAndWeeksAreShownAsWell() {
        someTransactions();
        sender.get(ADDRESS + "?breakdown=hourly&from=" + at(3, "") + "&until=" + at(3, ""))
                .body("series", hasSize(24))
                .body("series[10].revenue", is(number("100.1")))
                .body("series[23].revenue", is(number("50.05")))
                .body("period.from", equalTo(at(3, "T00:00:00Z")))
                .body("period.until", equalTo(at(2, "T00:00:00Z")))
                .body("summary.total", is(number("150.15")));
        sender.get(ADDRESS + "?breakdown=hourly").body("series", hasSize(24));
        var monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        sender.get(ADDRESS + "?breakdown=WEEKLY")
                .body("series", hasSize(12))
                .body("series[11].bucket", equalTo(monday + "T00:00:00Z"))
                .body("summary.total", is(number("151")));
    }

    @Test
    void filtersNarrowWhatIsCounted() {
        someTransactions();
        sender.get(ADDRESS + "?method=card")
                .body("summary.total", is(number("100.1")))
                .body("summary.transactions", is(number("3")));
        sender.get(ADDRESS + "?method=unknown").body("summary.total", is(number("0.85")));
        sender.get(ADDRESS + "?status=PAID")
                .body("summary.total", is(number("50.9")))
                .body("summary.byStatus", is(hasEntry(equalTo("paid"), number("2"))));
        sender.get(ADDRESS + "?status=paid&method=wallet").body("summary.total", is(number("50.05")));
        sender.get(ADDRESS + "?user_id=ann").body("summary.total", is(number("100.1")));
        sender.get(ADDRESS + "?user_id=ann&method=wallet").body("summary.total", is(number("0")));
        sender.get(ADDRESS + "?from=" + at(250, "") + "&until=" + at(3, ""))
                .body("summary.total", is(number("157.15")))
                .body("series", hasSize(248));
    }

    @Test
    void daysFollowTheZoneThatIsAskedFor() {
        sender.send(
                "transactions",
                List.of(record("id", "1", "created_at", at(2, "T23:30:00Z"), "status", "paid", "amount", 5)));
        var from = "&from=" + at(5, "") + "&until=" + at(0, "");
        sender.get(ADDRESS + "?tz=Africa/Lagos" + from)
                .body("series.find { it.revenue > 0 }.bucket", equalTo(at(2, "T23:00:00Z")));
        sender.get(ADDRESS + "?tz=UTC" + from)
                .body("series.find { it.revenue > 0 }.bucket", equalTo(at(2, "T00:00:00Z")));
    }

    @Test
    void aRangeIsComparedWithTheOneBeforeItAcrossAChangeOfClocks() {
        // Given a sale at each midnight of Berlin around the last change of its clocks
        var zone = ZoneId.of("Europe/Berlin");
        var change = zone.getRules()
                .previousTransition(Instant.now().minus(Duration.ofDays(10)))
                .getInstant()
                .atZone(zone)
                .toLocalDate();
        var sales = new ArrayList<Map<String, Object>>();
        for (int day = -4; day <= 3; day++) {
            var midnight = change.plusDays(day).atStartOfDay(zone).toInstant();
            sales.add(record("id", "s" + day, "created_at", midnight.toString(), "status", "paid", "amount", 10 + day));
        }
        sender.send("transactions", sales);
        // When two days are asked for, the second of which is 23 or 25 hours long
        var answer = sender.get(ADDRESS + "?tz=Europe/Berlin&from=" + change.minusDays(1) + "&until=" + change);
        // Then 9 + 10 in them; the two days before, exactly as long, end where they begin
        var from = change.minusDays(1).atStartOfDay(zone).toInstant();
        var until = change.plusDays(1).atStartOfDay(zone).toInstant();
        var isLonger = Duration.between(from, until).toHours() == 49;
        answer.statusCode(200)
                .body("summary.total", is(number("19")))
                .body("series", hasSize(2))
                .body("previousPeriod.until", equalTo(from.toString()))
                .body(
                        "previousPeriod.from",
                        equalTo(from.minus(Duration.between(from, until)).toString()))
                .body("previousPeriod.exact", is(true))
                // 7 + 8; the midnight before, with 7, lies an hour too early where the day was shorter
                .body("previous.total", is(number(isLonger ? "15" : "8")))
                .body("previous.transactions", is(number(isLonger ? "2" : "1")))
                .body("previous.successful", is(number(isLonger ? "2" : "1")))
                .body("previous.successRate", is(number("100")));
    }

    @Test
    void theRunningDayIsComparedWithTheDayBeforeUpToTheSameTime() {
        var now = Instant.now();
        sender.send(
                "transactions",
                List.of(
                        record("id", "1", "created_at", at(1, "T00:00:00Z"), "status", "paid", "amount", 3),
                        record("id", "2", "created_at", at(1, "T23:59:59.999999Z"), "status", "paid", "amount", 100),
                        record("id", "3", "created_at", at(2, "T23:59:59.999999Z"), "status", "paid", "amount", 100)));
        var answer = sender.get(ADDRESS + "?from=" + today);
        var until = Instant.parse(answer.extract().path("previousPeriod.until"));
        var passed = Duration.between(Instant.parse(at(1, "T00:00:00Z")), until);
        org.junit.jupiter.api.Assertions.assertTrue(
                passed.minus(Duration.between(Instant.parse(at(0, "T00:00:00Z")), now))
                                .abs()
                                .toSeconds()
                        < 10,
                passed::toString);
        answer.body("previousPeriod.from", equalTo(at(1, "T00:00:00Z"))).body("previous.total", is(number("3")));
    }

    @Test
    void nothingGivesZeros() {
        sender.get(ADDRESS)
                .statusCode(200)
                .body("series", hasSize(30))
                .body("series.revenue", everyItem(number("0")))
                .body("summary.total", is(number("0")))
                .body("summary.average", is(number("0")))
                .body("summary.peak.bucket", is(nullValue()))
                .body("summary.peak.revenue", is(number("0")))
                .body("summary.revenuePerTransaction", is(number("0")))
                .body("summary.successRate", is(number("0")))
                .body("summary.byStatus", is(aMapWithSize(0)))
                .body("by_currency", is(empty()));
    }

    @Test
    void onlyAdministratorsAndViewersSeeRevenue() {
        sender.as("eve", "viewer").get(ADDRESS).then().statusCode(200);
        sender.as("ann", "user").get(ADDRESS).then().statusCode(403);
        sender.as("feed", "ingest").get(ADDRESS).then().statusCode(403);
    }

    @Test
    void wrongParametersAreNamed() {
        sender.get(ADDRESS + "?breakdown=yearly")
                .statusCode(400)
                .body("parameter", equalTo("breakdown"))
                .body("value", equalTo("yearly"))
                .body("allowed", equalTo("hourly, daily, weekly"));
        sender.get(ADDRESS + "?from=soon").statusCode(400).body("parameter", equalTo("from"));
        sender.get(ADDRESS + "?from=2026-02-01T00:00:00Z&until=2026-01-01T00:00:00Z")
                .statusCode(400)
                .body("parameter", equalTo("from"));
        sender.get(ADDRESS + "?currency=euro").statusCode(400).body("parameter", equalTo("currency"));
        sender.get(ADDRESS + "?breakdown=hourly&from=" + at(300, ""))
                .statusCode(400)
                .body("allowed", containsString("coarser"));
        sender.get(ADDRESS + "?breakdown=hourly&from=" + at(600, "") + "&until=" + at(599, ""))
                .statusCode(400)
                .body("allowed", containsString("hours are not kept"));
    }

    @Test
    void anAmountOfEighteenDigitsStaysExactFromTheSenderToTheReader() {
        sender.send(
                "transactions",
                List.of(record(
                        "id",
                        "1",
                        "created_at",
                        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                        "status",
                        "paid",
                        "amount",
                        "999999999999.999999")));
        var raw = sender.as("boss", "admin").get(ADDRESS).asString();
        org.junit.jupiter.api.Assertions.assertTrue(raw.contains("\"total\":999999999999.999999"), raw);
    }

    private String at(int daysAgo, String time) {
        return today.minusDays(daysAgo) + time;
    }
}
