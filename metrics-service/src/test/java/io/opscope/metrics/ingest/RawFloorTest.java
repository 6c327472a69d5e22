package io.opscope.metrics.ingest;

import static io.opscope.metrics.Sender.record;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Superuser;
import io.opscope.metrics.Recounted;
import io.opscope.metrics.Sender;
import io.opscope.metrics.catalogue.Catalogue;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A writer that found its records good before it was noted that older ones are gone. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class RawFloorTest {

    @Inject
    RecordStore store;

    @Inject
    RecordReader reader;

    @Inject
    Database db;

    @Inject
    Catalogue catalogue;

    private final Sender sender = new Sender();
    private final Instant now = Instant.now();

    @Test
    void theTransactionThatWouldStoreARecordRefusesItAndTakesTheOthers() throws Exception {
        // Given a record that was found good
        sender.send("jobs", List.of(job("first", 5)));
        var old = read(job("old", 100));
        var young = read(job("young", 5));
        // When records of its time are given up before it is stored
        Sql.text("UPDATE counted_by SET records_since = :since, since_noted = now() WHERE tenant_id = :tenant")
                .on(Superuser.of("metrics"))
                .set("since", now.minus(Duration.ofDays(50)))
                .set("tenant", sender.tenant())
                .run();
        var scope = new Scope(sender.tenant(), "sender", Set.of("ingest"));
        var verdicts = db.write(
                scope, tx -> store.store(tx, sender.tenant(), catalogue.jobs(), List.of(old, young, old), now));
        // Then
        assertEquals(List.of(Verdict.TOO_OLD, Verdict.ACCEPTED, Verdict.TOO_OLD), verdicts);
        assertEquals(
                2, Recounted.number(sender.tenant(), "SELECT count(*) AS n FROM record WHERE tenant_id = :tenant"));
        Recounted.assertSame(sender.tenant(), catalogue.jobs());
    }

    private IncomingRecord read(Map<String, Object> job) throws Exception {
        return reader.read(catalogue.jobs(), new ObjectMapper().valueToTree(job), now, Instant.EPOCH);
    }

    private Map<String, Object> job(String id, int daysAgo) {
        return record(
                "id", id, "created_at", now.minus(Duration.ofDays(daysAgo)).toString(), "status", "completed");
    }
}
