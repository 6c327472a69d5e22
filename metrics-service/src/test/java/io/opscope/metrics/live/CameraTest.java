package io.opscope.metrics.live;

import static io.opscope.metrics.Sender.record;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Superuser;
import io.opscope.metrics.Sender;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.query.MessageWindow;
import io.opscope.metrics.rollup.Freshness;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one user's messages of the last minute cost the database. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class CameraTest {

    private final Sender sender = new Sender();

    @Inject
    Catalogue catalogue;

    @Inject
    LivePicture picture;

    @Inject
    MessageWindow window;

    @Inject
    BusyOwners busyOwners;

    @Inject
    Freshness freshness;

    @Inject
    LiveJson json;

    @BeforeEach
    void countStatements() {
        Sql.text("CREATE EXTENSION IF NOT EXISTS pg_stat_statements SCHEMA public")
                .on(Superuser.of("public"))
                .run();
    }

    @Test
    void usersWhoseAccountsAreQuietCostNothingEachHoweverMuchGoesOn() {
        own("busy", "ann");
        own("quiet", "bob");
        message("1", "busy");
        var before = lookedThroughRecords();
        for (int i = 0; i < 50; i++) {
            assertEquals(0, total("user-" + i));
        }
        assertEquals(0, total("bob"));
        assertEquals(0, lookedThroughRecords() - before);
        assertEquals(1, total("ann"));
        assertEquals(1, lookedThroughRecords() - before);
    }

    @Test
    void whoeverGetsAMessageIsToldWithTheNextLook() {
        own("hers", "ann");
        own("his", "bob");
        var ann = camera("ann");
        var bob = camera("bob");
        message("1", "hers");
        assertEquals(1, total(ann));
        assertEquals(0, total(bob));
        message("2", "his");
        message("3", "his");
        assertEquals(1, total(ann));
        assertEquals(2, total(bob));
    }

    @Test
    void anAccountWithoutAnOwnerIsNobodysAndOneWithTwoIsBoths() {
        sender.put("/api/v1/directory/accounts/nobodys", Map.of("name", "Nobody's"));
        own("both", "ann", "bob");
        message("1", "nobodys");
        message("2", "unheard-of");
        message("3", "both");
        assertEquals(1, total("ann"));
        assertEquals(1, total("bob"));
        assertEquals(0, total("eve"));
    }

    private void own(String account, String... owners) {
        sender.put("/api/v1/directory/accounts/" + account, Map.of("name", account, "owners", List.of(owners)));
    }

    private void message(String id, String account) {
        sender.send(
                "messages",
                List.of(record(
                        "id",
                        id,
                        "account_id",
                        account,
                        "status",
                        "delivered",
                        "submitted_at",
                        Instant.now().toString())));
        freshness.lookNow();
    }

    private int total(String user) {
        return total(camera(user));
    }

    private static int total(Camera camera) {
        return JsonPath.from(camera.realtime()).getInt("total_messages");
    }

    private Camera camera(String user) {
        return new Camera(
                new Scope(sender.tenant(), user, Set.of("user")),
                catalogue.messages(),
                picture,
                window,
                busyOwners,
                freshness,
                json);
    }

    /** How often figures were made of the records themselves. */
    private static long lookedThroughRecords() {
        return Sql.text(
                        "SELECT coalesce(sum(calls), 0)::bigint AS calls FROM pg_stat_statements WHERE query LIKE '%array_agg(DISTINCT r.user_id)%'")
                .on(Superuser.of("public"))
                .first(row -> row.integer("calls"))
                .orElseThrow();
    }
}
