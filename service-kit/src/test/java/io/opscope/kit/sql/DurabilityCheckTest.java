package io.opscope.kit.sql;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DurabilityCheckTest {

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Test
    void aServerThatLosesWhatItAcknowledgesIsRefusedAndToldWhy() {
        set("off");
        var refusal = assertThrows(
                IllegalStateException.class, () -> DurabilityCheck.assertDurable(postgres.getPostgresDatabase()));
        assertTrue(refusal.getMessage().contains("synchronous_commit = off"), refusal.getMessage());
    }

    @Test
    void aServerThatKeepsWhatItAcknowledgesIsFine() {
        set("on");
        assertDoesNotThrow(() -> DurabilityCheck.assertDurable(postgres.getPostgresDatabase()));
    }

    private static void set(String synchronousCommit) {
        Sql.text("ALTER ROLE postgres SET synchronous_commit = " + synchronousCommit)
                .on(postgres.getPostgresDatabase())
                .run();
    }
}
