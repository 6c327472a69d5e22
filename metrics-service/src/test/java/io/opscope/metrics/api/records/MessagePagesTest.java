package io.opscope.metrics.api.records;

import static io.opscope.metrics.Sender.number;
import static io.opscope.metrics.Sender.record;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opscope.kit.testing.Backend;
import io.opscope.metrics.Sender;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class MessagePagesTest {

    private static final String MESSAGES = "/api/v1/messages";
    private static final String ACTIVITIES = "/api/v1/activities";

    private final Sender sender = new Sender();
    private final Instant hour = Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.HOURS);

    @Test
    void aMessageHasEveryFieldOfItsFamilyAndWhatIsMeasuredOfIt() {
        sender.send(
                "messages",
                List.of(record(
                        "id",
                        "m1",
                        "smsc_id",
                        "north",
                        "status",
                        "DELIVERED",
                        "submitted_at",
                        hour.toString(),
                        "delivered_at",
                        hour.plusMillis(2500).toString(),
                        "credits",
                        "1.5")));
        sender.get(MESSAGES + "/m1")
                .statusCode(200)
                .body("id", equalTo("m1"))
                .body("route_id", equalTo("north"))
                .body("campaign_id", is(nullValue()))
                .body("status", equalTo("DELIVERED"))
                .body("outcome", equalTo("success"))
                .body("measures.delivery_time", is(number("2.5")))
                .body("measures.credits", is(number("1.5")))
                .body("$", not(hasKey("currency")));
        sender.get(MESSAGES + "/m2").statusCode(404).contentType("application/problem+json");
    }

    @Test
    void messagesAreNarrowedByWhatTheyAreCountedBy() {
        sender.send(
                "messages",
                List.of(
                        message("1", 1, "account_id", "acme", "campaign_id", "spring", "route_id", "north"),
                        message("2", 2, "account_id", "acme", "campaign_id", "autumn", "route_id", "south"),
                        message("3", 3, "account_id", "brio", "route_id", "north", "status", "Failed")));
        ids("boss", "admin", MESSAGES + "?account_id=acme", "2", "1");
        ids("boss", "admin", MESSAGES + "?campaign_id=spring", "1");
        ids("boss", "admin", MESSAGES + "?route_id=north", "3", "1");
        ids("boss", "admin", MESSAGES + "?smsc_id=north&status=failed", "3");
        ids("boss", "admin", MESSAGES + "?campaign_id=unknown", "3");
        ids("boss", "admin", MESSAGES + "?account_id=acme&campaign_id=spring&route_id=north&status=x");
        ids("boss", "admin", MESSAGES + "?q=AUT", "2");
        ids("boss", "admin", MESSAGES + "?sort=submitted_at", "1", "2", "3");
        ids("boss", "admin", MESSAGES + "?sort=created_at&from=" + hour.plusSeconds(2), "2", "3");
        sender.get(MESSAGES + "?sort=status").statusCode(400).body("allowed", containsString("-submitted_at"));
    }

    @Test
    void pagesTogetherListEveryMessageOnce() {
        var messages = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 9; i++) {
            messages.add(message("m" + i, i / 3, "account_id", "acme"));
        }
        sender.send("messages", messages);
        var seen = new ArrayList<String>();
        String cursor = "";
        while (cursor != null) {
            var page = sender.get(MESSAGES + "?limit=4&account_id=acme&cursor=" + cursor)
                    .statusCode(200)
                    .extract();
            seen.addAll(page.<List<String>>path("items.id"));
            cursor = page.path("next_cursor");
        }
        assertEquals(List.of("m6", "m7", "m8", "m3", "m4", "m5", "m0", "m1", "m2"), seen);
    }

    @Test
    void aPlainUserSeesTheMessagesOfTheAccountsTheyOwn() {
        sender.put("/api/v1/directory/accounts/acme", record("name", "Acme", "owners", List.of("ann")));
        sender.put("/api/v1/directory/accounts/brio", record("name", "Brio", "owners", List.of("bob")));
        sender.send(
                "messages",
                List.of(message("1", 1, "account_id", "acme"), message("2", 2, "account_id", "brio"), message("3", 3)));
        ids("ann", "user", MESSAGES, "1");
        ids("bob", "user", MESSAGES + "?account_id=acme");
        ids("eve", "user", MESSAGES);
        ids("eve", "viewer", MESSAGES, "3", "2", "1");
        ids("boss", "admin", MESSAGES + "?user_id=bob", "2");
        ids("ann", "user", MESSAGES + "?user_id=bob");
        sender.as("ann", "user").get(MESSAGES + "/1").then().statusCode(200);
        sender.as("ann", "user").get(MESSAGES + "/2").then().statusCode(404);
        sender.as("ann", "user").get(MESSAGES + "/3").then().statusCode(404);
    }

    @Test
    void activitiesAreListedAndNarrowedByActionAndUser() {
        sender.send(
                "activities",
                List.of(
                        activity("1", 1, "action", "login", "user_id", "ann"),
                        activity("2", 2, "action", "vectorization", "user_id", "ann", "detail", "a red fox"),
                        activity("3", 3, "action", "login", "user_id", "bob", "resource", "/home")));
        ids("boss", "admin", ACTIVITIES, "3", "2", "1");
        ids("boss", "admin", ACTIVITIES + "?action=login", "3", "1");
        ids("boss", "admin", ACTIVITIES + "?action=login&user_id=ann", "1");
        ids("boss", "admin", ACTIVITIES + "?q=red fox", "2");
        ids("boss", "admin", ACTIVITIES + "?sort=at&limit=2", "1", "2");
        ids("ann", "user", ACTIVITIES, "2", "1");
        sender.get(ACTIVITIES + "/2")
                .body("action", equalTo("vectorization"))
                .body("at", equalTo(hour.plusSeconds(2).toString()))
                .body("resource", is(nullValue()));
        sender.as("bob", "user").get(ACTIVITIES + "/2").then().statusCode(404);
        sender.as("machine", "ingest").get(ACTIVITIES).then().statusCode(403);
    }

    private void ids(String user, String role, String address, String... expected) {
        var answer = sender.as(user, role).get(address).then().statusCode(200);
        answer.body("items.id", expected.length == 0 ? is(empty()) : contains(expected));
    }

    private Map<String, Object> message(String id, int seconds, Object... more) {
        return with(record("id", id, "submitted_at", hour.plusSeconds(seconds).toString()), more);
    }

    private Map<String, Object> activity(String id, int seconds, Object... more) {
        return with(record("id", id, "at", hour.plusSeconds(seconds).toString()), more);
    }

    private static Map<String, Object> with(Map<String, Object> fields, Object... more) {
        fields.putAll(record(more));
        return fields;
    }
}
