package io.opscope.metrics.live;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.auth.VerifiedToken;
import io.opscope.kit.testing.Backend;
import io.opscope.metrics.Sender;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.query.MessageWindow;
import io.opscope.metrics.rollup.Freshness;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class LiveRoomTest {

    private final Sender sender = new Sender();

    @Inject
    LiveRoom room;

    @Inject
    Catalogue catalogue;

    @Inject
    LivePicture picture;

    @Inject
    MessageWindow window;

    @Inject
    Freshness freshness;

    @Inject
    LiveJson json;

    @Inject
    LiveConfig config;

    @Test
    void whoIsTooSlowIsLetGoAndNobodyElseNotices() {
        var slow = new Seat(1);
        var quick = new Seat(Integer.MAX_VALUE);
        var slowWatcher = room.enter(token("slow"), slow, null);
        var quickWatcher = room.enter(token("quick"), quick, null);
        slowWatcher.said("request_live_update");
        quickWatcher.said("request_live_update");
        assertEquals(Outlet.Farewell.TOO_SLOW, slow.farewell.join());
        quick.await("live_update");
        quickWatcher.said("request_live_update");
        await().until(() -> quick.named("live_update").count() == 2);
        quickWatcher.gone();
    }

    @Test
    void watchersOfOneScopeAreToldOneAndTheSame() {
        var one = new Seat(Integer.MAX_VALUE);
        var other = new Seat(Integer.MAX_VALUE);
        var first = room.enter(token("one"), one, null);
        var second = room.enter(token("other"), other, null);
        first.said("request_live_update");
        second.said("request_live_update");
        one.await("live_update");
        other.await("live_update");
        assertTrue(
                one.named("live_update").anyMatch(event -> other.events.stream().anyMatch(same -> same == event)));
        first.gone();
        second.gone();
    }

    @Test
    void everyReplicaShowsWhatAnotherTook() {
        var otherReplica = new LiveRoom(catalogue, picture, window, freshness, json, config);
        try {
            var here = new Seat(Integer.MAX_VALUE);
            var there = new Seat(Integer.MAX_VALUE);
            var watcherHere = room.enter(token("boss"), here, null);
            var watcherThere = otherReplica.enter(token("boss"), there, null);
            sender.send(
                    "transactions",
                    List.of(Sender.record(
                            "id",
                            "shared",
                            "status",
                            "paid",
                            "amount",
                            5,
                            "created_at",
                            Instant.now().toString())));
            watcherHere.said("request_live_update");
            watcherThere.said("request_live_update");
            assertTrue(here.await("live_update").data().contains("\"shared\""));
            assertTrue(there.await("live_update").data().contains("\"shared\""));
            var back = new Seat(Integer.MAX_VALUE);
            otherReplica.enter(
                    token("boss"), back, Long.toString(here.await("live_update").seq()));
            back.await("gap");
            watcherHere.gone();
        } finally {
            otherReplica.stop();
        }
    }

    private VerifiedToken token(String user) {
        return new VerifiedToken(
                new Scope(sender.tenant(), user, Set.of("viewer")),
                Instant.now().plusSeconds(60));
    }

    /** Takes so many events and no more. */
    private static final class Seat implements Outlet {

        private final int most;
        private final List<LiveEvent> events = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Farewell> farewell = new CompletableFuture<>();

        Seat(int most) {
            this.most = most;
        }

        @Override
        public boolean take(LiveEvent event) {
            return events.size() < most && events.add(event);
        }

        @Override
        public void close(Farewell why) {
            farewell.complete(why);
        }

        Stream<LiveEvent> named(String name) {
            return events.stream().filter(event -> event.name().equals(name));
        }

        LiveEvent await(String name) {
            org.awaitility.Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> named(name).findAny().isPresent());
            return named(name).findFirst().orElseThrow();
        }
    }
}
