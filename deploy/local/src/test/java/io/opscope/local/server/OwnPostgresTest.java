package io.opscope.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opscope.kit.sql.Sql;
import io.opscope.local.process.Child;
import io.opscope.local.process.Failure;
import io.opscope.local.process.LogFile;
import io.opscope.local.process.Owner;
import io.opscope.local.process.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class OwnPostgresTest {

    private static final String VERSION = UnpackedPostgres.VERSION;
    private static final String PASSWORD = "a password of its own";

    @TempDir
    Path directory;

    private final int port = Ports.free();

    private Child running;

    @AfterEach
    void unlink() {
        end();
        UnpackedPostgres.unlinkFrom(directory.resolve("postgres"));
    }

    private void end() {
        if (running != null) {
            running.stop("INT", Duration.ofSeconds(30));
        }
    }

    @Test
    void itRunsDurablyWithChecksumsAndPasswordsOnTheLoopbackAddressOnly() {
        // When
        start(Owner.of(directory));
        // Then
        var db = OwnPostgres.address(port, PASSWORD).administrator();
        assertThat(Durability.settings(db))
                .containsAllEntriesOf(Map.of(
                        "fsync", "on",
                        "synchronous_commit", "on",
                        "full_page_writes", "on",
                        "data_checksums", "on",
                        "shared_preload_libraries", "pg_stat_statements"));
        assertThat(setting("listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(setting("unix_socket_directories")).isEmpty();
        assertThat(setting("server_encoding")).isEqualTo("UTF8");
        assertThat(Sql.text("SELECT DISTINCT auth_method FROM pg_hba_file_rules")
                        .on(db)
                        .list(row -> row.text("auth_method")))
                .containsExactly("scram-sha-256");
        assertThatThrownBy(() -> OwnPostgres.answers(port, "another password"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("refuses the password");
    }

    @Test
    void aSettingChangedInTheDataDirectoryCannotMakeItForgetful() throws Exception {
        // Given
        start(Owner.of(directory));
        Sql.text("ALTER SYSTEM SET fsync = off").on(db()).run();
        Sql.text("ALTER SYSTEM SET synchronous_commit = off").on(db()).run();
        end();
        // When
        start(Owner.of(directory));
        // Then
        assertThat(Durability.settings(db())).containsEntry("fsync", "on").containsEntry("synchronous_commit", "on");
    }

    @Test
    void aServerOfOnesOwnThatMayLoseCommitsIsRefused() {
        // Given
        start(Owner.of(directory));
        Sql.text("ALTER ROLE postgres SET synchronous_commit = off").on(db()).run();
        // Then
        assertThatThrownBy(() -> Durability.assertCommitsLast(db()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("synchronous_commit = off");
    }

    @Test
    void whatWasCommittedIsThereAfterARestartAndAfterAKill() {
        // Given
        start(Owner.of(directory));
        Sql.text("CREATE TABLE kept (id bigint)").on(db()).run();
        Sql.text("INSERT INTO kept VALUES (1)").on(db()).run();
        end();
        start(Owner.of(directory));
        Sql.text("INSERT INTO kept VALUES (2)").on(db()).run();
        // When
        running.id().signal("KILL");
        await().until(() -> !running.isAlive());
        start(Owner.of(directory));
        // Then
        assertThat(Sql.text("SELECT id FROM kept ORDER BY id").on(db()).list(row -> row.integer("id")))
                .containsExactly(1L, 2L);
    }

    @Test
    void aNewParentWaitsForTheBackendsOfAKilledOne() {
        // Given
        var server = start(Owner.of(directory));
        var busy = new Thread(() -> {
            try {
                Sql.text("SELECT count(*) AS n FROM generate_series(1, 1000000000)")
                        .on(db())
                        .list(row -> row.integer("n"));
            } catch (RuntimeException expected) {
                // Its server is killed.
            }
        });
        busy.start();
        await().until(() -> !Sql.text(
                        "SELECT 1::bigint AS one FROM pg_stat_activity WHERE query LIKE 'SELECT count(*) AS n%'")
                .on(db())
                .list(row -> row.integer("one"))
                .isEmpty());
        // When
        running.id().signal("KILL");
        await().until(() -> !running.isAlive());
        assertThat(server.orphans()).isNotEmpty();
        start(Owner.of(directory));
        // Then
        assertThat(OwnPostgres.answers(port, PASSWORD)).isTrue();
    }

    @Test
    void theDirectoryOfAnotherMajorVersionIsLeftAloneAndTheWayOutIsShown() throws Exception {
        // Given
        var data = Files.createDirectories(directory.resolve("postgres/data"));
        Files.writeString(data.resolve("PG_VERSION"), "16\n");
        // Then
        assertThatThrownBy(() ->
                        new OwnPostgres(directory.resolve("postgres"), VERSION, Owner.of(directory)).prepare(PASSWORD))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("was written by PostgreSQL 16, and this Opscope carries PostgreSQL 17")
                .hasMessageContaining("pg_dump -h 127.0.0.1")
                .hasMessageContaining("psql -1")
                .hasMessageContaining("DROP SCHEMA metrics, reports, monitoring, gateway CASCADE");
        assertThat(data).isDirectoryContaining("glob:**PG_VERSION");
    }

    @Test
    @EnabledIf("isRoot")
    void startedByRootOnAPlainUsersDirectoryItWorksAsThatUser() throws Exception {
        // Given
        var nobody = new Owner(65534, 65534);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        var theirs = Files.createDirectories(directory.resolve("theirs"));
        nobody.keep(theirs);
        var home = Files.createDirectories(theirs.resolve("postgres"));
        nobody.keep(home);
        // When
        start(theirs, nobody);
        // Then
        assertThat(Owner.of(home.resolve("data"))).isEqualTo(nobody);
        assertThat(Owner.of(Path.of("/proc/" + running.id().pid()))).isEqualTo(nobody);
    }

    @Test
    void theDirectoryKeepsItsOwner() {
        // When
        start(Owner.of(directory));
        // Then
        assertThat(Owner.of(directory.resolve("postgres/data"))).isEqualTo(Owner.of(directory));
    }

    static boolean isRoot() {
        return Owner.current().uid() == 0;
    }

    private OwnPostgres start(Owner owner) {
        return start(directory, owner);
    }

    private OwnPostgres start(Path within, Owner owner) {
        var home = within.resolve("postgres");
        home.toFile().mkdirs();
        if (owner.equals(Owner.current())) {
            UnpackedPostgres.linkInto(home);
        }
        var server = new OwnPostgres(home, VERSION, owner);
        server.prepare(PASSWORD);
        running = Child.start(server.launch(port, new LogFile(within.resolve("postgres.log"))), owner);
        await().atMost(Duration.ofSeconds(60)).until(() -> OwnPostgres.answers(port, PASSWORD));
        OwnPostgres.check(port, PASSWORD);
        return server;
    }

    private javax.sql.DataSource db() {
        return OwnPostgres.address(port, PASSWORD).administrator();
    }

    private String setting(String name) {
        return Sql.text("SELECT current_setting(:name) AS value")
                .on(db())
                .set("name", name)
                .first(row -> row.text("value"))
                .orElseThrow();
    }
}
