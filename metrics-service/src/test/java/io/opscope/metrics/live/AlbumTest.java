package io.opscope.metrics.live;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.testing.Backend;
import io.opscope.metrics.live.Held.Shown;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class AlbumTest {

    private final Sight sight = new Sight("t-" + UUID.randomUUID(), Optional.empty());

    @Inject
    Album album;

    @Test
    void whatWasKeptIsThereInOrder() {
        keep(2, 1);
        keep(3, 2);
        var memory = album.memoryOf(sight).orElseThrow();
        assertEquals(List.of(2L, 3L), memory.pictures().stream().map(Shown::seq).toList());
        assertEquals("{\"x\":\"\u00e4\"", memory.pictures().get(0).figures());
        assertEquals(List.of("old", "t3"), memory.transactions());
        assertEquals(List.of("a3"), memory.activities());
    }

    @Test
    void whatComesBeforeAPictureThatWasNotKeptIsNotComplete() {
        keep(2, 1);
        keep(4, 3);
        keep(5, 4);
        var memory = album.memoryOf(sight).orElseThrow();
        assertEquals(List.of(4L, 5L), memory.pictures().stream().map(Shown::seq).toList());
        assertEquals(3, memory.pictures().get(0).before());
    }

    @Test
    void twoReplicasPicturesDoNotMix() {
        keep(2, 1);
        keep(102, 101);
        keep(3, 2);
        var memory = album.memoryOf(sight).orElseThrow();
        assertEquals(List.of(2L, 3L), memory.pictures().stream().map(Shown::seq).toList());
    }

    @Test
    void everybodyHasTheirOwn() {
        keep(2, 1);
        assertTrue(album.memoryOf(new Sight(sight.tenant(), Optional.of("ann"))).isEmpty());
        assertTrue(album.memoryOf(new Sight(sight.tenant() + ":ann", Optional.empty()))
                .isEmpty());
    }

    private void keep(long seq, long before) {
        album.keep(
                sight,
                new Shown(seq, before, Instant.now(), "{\"x\":\"\u00e4\"", List.of(), List.of()),
                List.of("t" + seq, "old"),
                List.of("a" + seq));
        await().until(() -> album.memoryOf(sight)
                .filter(memory -> memory.activities().contains("a" + seq))
                .isPresent());
    }
}
