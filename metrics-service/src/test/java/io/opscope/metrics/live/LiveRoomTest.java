package io.opscope.metrics.live;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.auth.VerifiedToken;
import io.opscope.kit.redis.Installation;
import io.opscope.kit.testing.Backend;
import io.opscope.metrics.Sender;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.query.MessageWindow;
import io.opscope.metrics.rollup.Freshness;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.runtime.datasource.ReactiveRedisDataSourceImpl;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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
    BusyOwners busyOwners;

    @Inject
    Freshness freshness;

    @Inject
    Album album;

    @Inject
    ReactiveRedisDataSource redis;

    @Inject
    Vertx vertx;

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
        var otherReplica = replica(album);
        try {
            var here = new Seat(Integer.MAX_VALUE);
            var there = new Seat(Integer.MAX_VALUE);
            var watcherHere = room.enter(token("boss"), here, null);
            var watcherThere = otherReplica.enter(token("boss"), there, null);
            pay("shared");
            watcherHere.said("request_live_update");
            watcherThere.said("request_live_update");
            assertTrue(here.await("live_update").data().contains("\"shared\""));
            assertTrue(there.await("live_update").data().contains("\"shared\""));
            watcherHere.gone();
        } finally {
            otherReplica.stop();
        }
    }

    @Test
    void whoComesBackToAnotherReplicaGoesOnWhereTheyWere() {
        var one = replica(album);
        var other = replica(album);
        try {
            var last = shownOn(one, "boss").seq();
            pay("missed");
            var shownMeanwhile = shownOn(one, "viewer").seq();
            await().until(() -> album.memoryOf(sight()).stream()
                    .anyMatch(memory -> memory.pictures().stream().anyMatch(shown -> shown.seq() == shownMeanwhile)));
            one.stop();
            pay("unseen");

            var back = new Seat(Integer.MAX_VALUE);
            var watcher = other.enter(token("boss"), back, Long.toString(last));
            assertEquals(List.of("missed"), newTransactions(back.await("live_update")));
            back.await("status");
            watcher.said("request_live_update");
            var seen = back.await("live_update", 2);
            assertEquals(List.of("unseen"), newTransactions(seen));
            assertTrue(seen.seq() > shownMeanwhile);
            assertEquals(0, back.named("gap").count());
            var numbers = back.events.stream().map(LiveEvent::seq).toList();
            assertEquals(numbers.stream().sorted().toList(), numbers);
        } finally {
            one.stop();
            other.stop();
        }
    }

    @Test
    void whoChangesReplicasMissesNothingWhileRedisIsAway() {
        var one = replica(albumNobodyElseSees());
        var other = replica(albumNobodyElseSees());
        try {
            var there = new Seat(Integer.MAX_VALUE);
            other.enter(token("colleague"), there, null).said("request_live_update");
            var begun = there.await("live_update").seq();
            // the clocks of two replicas are trusted to two seconds
            await().until(() -> System.currentTimeMillis() > (begun >> 10) + 3_000);
            var last = shownOn(one, "boss").seq();
            pay("missed");

            var back = new Seat(Integer.MAX_VALUE);
            var watcher = other.enter(token("boss"), back, Long.toString(last));
            watcher.said("request_live_update");
            assertEquals(List.of("missed"), newTransactions(back.await("live_update")));
            assertEquals(0, back.named("gap").count());
        } finally {
            one.stop();
            other.stop();
        }
    }

    @Test
    void whoComesToAReplicaThatCannotKnowIsToldOfTheGap() {
        var one = replica(album);
        var other = replica(albumNobodyElseSees());
        try {
            var last = shownOn(one, "boss").seq();
            var back = new Seat(Integer.MAX_VALUE);
            other.enter(token("boss"), back, Long.toString(last));
            back.await("gap");
        } finally {
            one.stop();
            other.stop();
        }
    }

    @Test
    void aRedisThatHangsHoldsNobodyUp() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var client = Redis.createClient(vertx, "redis://127.0.0.1:" + silent.getLocalPort());
            var hanging = new ReactiveRedisDataSourceImpl(vertx, client, RedisAPI.api(client));
            var other = replica(new Album(hanging, json, config, new Installation(Optional.empty()), "test"));
            try {
                var begin = System.nanoTime();
                var back = new Seat(Integer.MAX_VALUE);
                other.enter(token("boss"), back, "12345").said("request_live_update");
                back.await("gap");
                back.await("live_update");
                var took = Duration.ofNanos(System.nanoTime() - begin);
                assertTrue(took.compareTo(config.redisPatience().plusSeconds(2)) < 0, "took " + took);
            } finally {
                other.stop();
                client.close();
            }
        }
    }

    /** A picture that somebody is shown who leaves after it. */
    private LiveEvent shownOn(LiveRoom replica, String user) {
        var seat = new Seat(Integer.MAX_VALUE);
        var watcher = replica.enter(token(user), seat, null);
        watcher.said("request_live_update");
        var shown = seat.await("live_update");
        watcher.gone();
        return shown;
    }

    private LiveRoom replica(Album itsAlbum) {
        return new LiveRoom(catalogue, picture, window, busyOwners, freshness, itsAlbum, json, config);
    }

    private Album albumNobodyElseSees() {
        return new Album(
                redis,
                json,
                config,
                new Installation(Optional.empty()),
                UUID.randomUUID().toString());
    }

    private Sight sight() {
        return Sight.of(token("boss").scope());
    }

    private void pay(String id) {
        sender.send(
                "transactions",
                List.of(Sender.record(
                        "id",
                        id,
                        "status",
                        "paid",
                        "amount",
                        5,
                        "created_at",
                        Instant.now().toString())));
    }

    private static List<String> newTransactions(LiveEvent update) {
        return JsonPath.from(update.data()).getList("newTransactions.id");
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
            return await(name, 1);
        }

        /** The so-manieth event of this name. */
        LiveEvent await(String name, int number) {
            org.awaitility.Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> named(name).count() >= number);
            return named(name).skip(number - 1).findFirst().orElseThrow();
        }
    }
}
