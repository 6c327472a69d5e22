package io.opscope.metrics.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Section B: revenue and live administration of the image-conversion product. */
@QuarkusTest
class RevenueContractTest extends Contract {

    private static final String REVENUE = "/admin/api/analytics/revenue";
    private static final String ACTIVITY = "/admin/api/user-activity";

    /** Two days with sales; every outcome, refunds with and without a sign, and another currency. */
    private void someTransactions() {
        send("transactions", """
                {"id":"1","created_at":"<4d>T00:00:00Z","status":"Completed","amount":10,"method":"card","user_id":"ann"}
                {"id":"2","created_at":"<4d>T09:59:59.999Z","status":"paid","amount":5.5,"method":"card","user_id":"bob"}
                {"id":"3","created_at":"<4d>T10:00:00Z","status":"success","amount":0.01,"method":"wallet"}
                {"id":"4","created_at":"<4d>T11:00:00Z","status":"failed","amount":1000,"method":"card"}
                {"id":"5","created_at":"<3d>T00:00:00Z","status":"paid","amount":20.02,"method":"card"}
                {"id":"6","created_at":"<3d>T01:00:00Z","status":"Refunded","amount":-4,"method":"card"}
                {"id":"7","created_at":"<3d>T02:00:00Z","status":"refunded","amount":1.5,"method":"wallet"}
                {"id":"8","created_at":"<3d>T03:00:00Z","status":"pending","amount":7}
                {"id":"9","created_at":"<3d>T03:00:00Z","status":"paid","amount":99,"currency":"eur"}
                {"id":"10","created_at":"<2d>T00:00:00Z","status":"paid","amount":3}
                """);
    }

    @Test
    void theDaysOfARangeAndItsSummaryAreTheSumsOfWhatSucceeded() {
        someTransactions();
        // day 1: 10 + 5.5 + 0.01 = 15.51 of 3 successes among 4: 5.17 each, 75 %
        // day 2: 20.02 of 1 success among 4 in USD: 25 %
        // both: 35.53 / 2 buckets = 17.765; / 8 transactions = 4.44125; 4 of 8 = 50 %
        // refunded |-4 + 1.5| = 2.5: what refunds come to without their sign; net 33.03
        answers(REVENUE + "?breakdown=daily&from=<4d>&until=<3d>", """
                {"breakdown": "daily", "currency": "USD",
                 "period": {"from": "<4d>T00:00:00Z", "until": "<2d>T00:00:00Z"},
                 "series": [
                   {"bucket": "<4d>T00:00:00Z", "revenue": 15.51, "transactions": 4, "averageValue": 5.17, "successRate": 75},
                   {"bucket": "<3d>T00:00:00Z", "revenue": 20.02, "transactions": 4, "averageValue": 20.02, "successRate": 25}],
                 "summary": {"total": 35.53, "average": 17.765, "peak": {"bucket": "<3d>T00:00:00Z", "revenue": 20.02},
                   "transactions": 8, "revenuePerTransaction": 4.44125, "successRate": 50, "refunded": 2.5, "net": 33.03,
                   "byStatus": {"completed": 1, "paid": 2, "success": 1, "failed": 1, "refunded": 2, "pending": 1}},
                 "by_currency": [{"currency": "EUR", "total": 99, "transactions": 1}]}""");
    }

    @Test
    void hoursAreHalfOpen() {
        someTransactions();
        // 09:00 to 11:00: 5.5 just before ten, 0.01 at ten; the failure at eleven is no part of it
        answers(REVENUE + "?breakdown=hourly&from=<4d>T09:00:00Z&until=<4d>T11:00:00Z", """
                {"series": [
                   {"bucket": "<4d>T09:00:00Z", "revenue": 5.5, "transactions": 1, "averageValue": 5.5, "successRate": 100},
                   {"bucket": "<4d>T10:00:00Z", "revenue": 0.01, "transactions": 1, "averageValue": 0.01, "successRate": 100}],
                 "summary": {"total": 5.51, "average": 2.755, "transactions": 2, "revenuePerTransaction": 2.755,
                   "successRate": 100, "refunded": 0, "net": 5.51, "byStatus": {"paid": 1, "success": 1}}}""");
    }

    @Test
    void timesMayHaveAnOffsetOrNone() {
        someTransactions();
        for (var same : new String[] {
            "from=<4d>T09:00:00&until=<4d>T11:00:00",
            "from=<4d>T11:00:00%2B02:00&until=<4d>T06:00:00-05:00",
            "from=<4d>T09:00:00Z&until=<4d>T11:00"
        }) {
            answers(REVENUE + "?" + same, "{\"summary\": {\"total\": 5.51, \"transactions\": 2}}");
        }
        refuses(
                REVENUE + "?from=soon",
                "from",
                "soon",
                "a time such as 2026-01-31T12:00:00Z, with an offset or taken as UTC, or a date such as 2026-01-31, of the"
                        + " years 1 to 9999");
    }

    @Test
    void filtersNarrowEveryFigure() {
        someTransactions();
        var days = "&from=<4d>&until=<3d>";
        answers(
                REVENUE + "?status=PAID" + days,
                "{\"summary\": {\"total\": 25.52, \"transactions\": 2, \"byStatus\": {\"paid\": 2}}}");
        answers(REVENUE + "?method=wallet" + days, "{\"summary\": {\"total\": 0.01, \"transactions\": 2}}");
        answers(REVENUE + "?user_id=ann" + days, "{\"summary\": {\"total\": 10, \"transactions\": 1}}");
        answers(REVENUE + "?user_id=ann&status=paid" + days, "{\"summary\": {\"total\": 0, \"transactions\": 0}}");
        answers(REVENUE + "?currency=EUR" + days, """
                {"currency": "EUR", "summary": {"total": 99, "transactions": 1, "successRate": 100},
                 "by_currency": [{"currency": "USD", "total": 35.53}]}""");
        refuses(REVENUE + "?breakdown=yearly", "breakdown", "yearly", "hourly, daily, weekly");
        refuses(REVENUE + "?currency=dollars", "currency", "dollars", "three letters, such as EUR");
    }

    @Test
    void withoutARangeThereAre24HoursOr30DaysOr12Weeks() {
        assertEquals(24, series("?breakdown=hourly"));
        assertEquals(30, series("?breakdown=daily"));
        assertEquals(30, series(""));
        assertEquals(12, series("?breakdown=weekly"));
    }

    @Test
    void nothingAtAllIsZerosAndEmptyLists() {
        answers(REVENUE + "?from=<4d>&until=<4d>", """
                {"series": [{"bucket": "<4d>T00:00:00Z", "revenue": 0, "transactions": 0, "averageValue": 0, "successRate": 0}],
                 "summary": {"total": 0, "average": 0, "peak": {"bucket": null, "revenue": 0}, "transactions": 0,
                   "revenuePerTransaction": 0, "successRate": 0, "refunded": 0, "net": 0, "byStatus": {}},
                 "by_currency": []}""");
    }

    @Test
    void whatPeopleDidIsToldWithTheSystemsOwnEvents() {
        send("activities", """
                {"id":"1","user_id":"ann","action":"upload","resource":"cat.png","detail":"2 MB","at":"<4m>"}
                {"id":"2","user_id":"bob","action":"vectorization","resource":"cat.png","at":"<5m>"}
                {"id":"3","user_id":"ann","action":"upload","at":"<6m>"}
                {"id":"4","action":"cleanup","detail":"12 files","at":"<7m>"}
                {"id":"5","user_id":"eve","action":"vectorization","resource":"dog.png","at":"<9d>T12:34:56Z"}
                """);
        // ann and bob within 30 minutes; the system is nobody
        answers(ACTIVITY + "?limit=4", """
                {"activeUsers": 2,
                 "feed": [
                   {"at": "<time>", "userId": "ann", "action": "upload", "resource": "cat.png", "detail": "2 MB"},
                   {"at": "<time>", "userId": "bob", "action": "vectorization", "resource": "cat.png", "detail": null},
                   {"at": "<time>", "userId": "ann", "action": "upload", "resource": null, "detail": null},
                   {"at": "<time>", "userId": null, "action": "cleanup", "resource": null, "detail": "12 files"}],
                 "byAction": [{"action": "upload", "count": 2}, {"action": "vectorization", "count": 2},
                   {"action": "cleanup", "count": 1}],
                 "conversions": [
                   {"at": "<time>", "userId": "bob", "action": "vectorization", "resource": "cat.png"},
                   {"at": "<9d>T12:34:56Z", "userId": "eve", "action": "vectorization", "resource": "dog.png"}]}""");
        var heatmap = read(as("viewer", ACTIVITY).asString()).path("heatmap");
        assertEquals(168, heatmap.size());
        var nineDaysAgo = today.minusDays(9).getDayOfWeek().getValue();
        var twelve = heatmap.get((nineDaysAgo - 1) * 24 + 12);
        assertEquals(nineDaysAgo, twelve.path("dayOfWeek").asInt());
        assertEquals(12, twelve.path("hour").asInt());
        assertTrue(twelve.path("count").asInt() >= 1);
        var lagos = read(as("viewer", ACTIVITY + "?tz=Africa/Lagos").asString()).path("heatmap");
        assertTrue(lagos.get((nineDaysAgo - 1) * 24 + 13).path("count").asInt() >= 1);
        refuses(ACTIVITY + "?limit=0", "limit", "0", "1 to 1000");
    }

    @Test
    void fiftyActivitiesAreShownUnlessMoreAreAskedFor() {
        var many = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            many.append("{\"id\":\"a" + i + "\",\"user_id\":\"ann\",\"action\":\"x\",\"at\":\""
                    + Instant.now().minusSeconds(60 + i) + "\"}\n");
        }
        send("activities", many.toString());
        assertEquals(50, read(as("admin", ACTIVITY).asString()).path("feed").size());
        assertEquals(
                60,
                read(as("admin", ACTIVITY + "?limit=60").asString())
                        .path("feed")
                        .size());
    }

    @Test
    void everyCacheTellsWhatItDid() {
        as("admin", REVENUE);
        as("admin", REVENUE);
        var caches = read(as("admin", "/admin/api/cache/stats").asString()).path("caches");
        var revenue = java.util.stream.StreamSupport.stream(caches.spliterator(), false)
                .filter(cache -> cache.path("cache").asText().equals("revenue"))
                .findFirst()
                .orElseThrow();
        for (var field : new String[] {
            "hits", "misses", "ratio", "entries", "bytes", "loads", "coalesced", "staleServed", "databaseQueriesAvoided"
        }) {
            assertTrue(revenue.path(field).isNumber(), field + " in " + revenue);
        }
        assertTrue(revenue.path("hits").asInt() >= 1);
        assertTrue(revenue.path("loads").asInt() >= 1);
        var hits = revenue.path("hits").asLong()
                + revenue.path("coalesced").asLong()
                + revenue.path("staleServed").asLong();
        assertEquals(hits, revenue.path("databaseQueriesAvoided").asLong());
    }

    @Test
    void revenueIsFreshForFiveMinutesAndActivityForTwoAtMost() {
        as("admin", REVENUE);
        assertTrue(ttl(as("admin", REVENUE).header("Cache-Status")) <= 300);
        as("admin", ACTIVITY);
        assertTrue(ttl(as("admin", ACTIVITY).header("Cache-Status")) <= 120);
    }

    private static int ttl(String status) {
        return Integer.parseInt(status.replaceAll(".*ttl=", ""));
    }

    private int series(String query) {
        return read(as("admin", REVENUE + query).asString()).path("series").size();
    }
}
