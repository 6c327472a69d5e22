package io.opscope.kit.sql;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BulkheadTest {

    @Test
    void oneMoreThanFitsIsRefusedAsAMatterOfTime() throws SQLException {
        var bulkhead = new Bulkhead("questions", 2, Duration.ofMillis(20));
        bulkhead.enter();
        bulkhead.enter();
        var refused = assertThrows(SQLException.class, bulkhead::enter);
        assertTrue(SqlFailedException.of("transaction", refused) instanceof DatabaseUnavailableException);
    }

    @Test
    void whoeverWaitsComesInWhenAnotherLeaves() throws Exception {
        var bulkhead = new Bulkhead("questions", 1, Duration.ofSeconds(10));
        bulkhead.enter();
        var waiting = CompletableFuture.runAsync(() -> assertDoesNotThrow(bulkhead::enter));
        bulkhead.leave();
        waiting.get(10, TimeUnit.SECONDS);
    }
}
