package io.opscope.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opscope.local.SuiteState.Condition;
import io.opscope.local.SuiteState.Entry;
import io.opscope.local.SuiteState.Phase;
import io.opscope.local.process.ProcessId;
import io.opscope.local.process.ProcessTable;
import io.opscope.local.server.OwnPostgres;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole launcher with real servers, and stand-ins for the services. */
class LauncherTest {

    @TempDir
    Path directory;

    Launcher launcher;

    @BeforeEach
    void layOut() throws Exception {
        launcher = new Launcher(directory);
    }

    @AfterEach
    void clear() {
        launcher.clear();
    }

    @Test
    void whatIsNotUnderstoodIsRefusedInOneLine() throws Exception {
        assertThat(launcher.run("up", "--port", "ninety").code()).isEqualTo(2);
        assertThat(launcher.run("up", "--port", "64990").output()).contains("--port has to lie between 1 and 64532");
        assertThat(launcher.run("up", "--demi").output())
                .contains("Unknown option: '--demi'")
                .contains("up --help");
        assertThat(launcher.run("upp").code()).isEqualTo(2);
        assertThat(launcher.run(Map.of("OPSCOPE_POSTGRES_URL", "mysql://x@y/z"), "up", "--data", launcher.data() + "")
                        .output())
                .contains("OPSCOPE_POSTGRES_URL has to read postgresql://user:password@host:port/database");
        assertThat(directory.resolve("data/postgres/data")).doesNotExist();
    }

    @Test
    void aSuiteComesUpInTheBackgroundIsShownAndGoesDown() throws Exception {
        // When
        var up = launcher.up();
        // Then
        assertThat(up.output()).contains("Opscope is up at http://127.0.0.1:" + launcher.port());
        assertThat(up.code()).isZero();
        var password = Files.readString(launcher.data().resolve("secrets/admin-password"))
                .strip();
        assertThat(up.output()).contains("Sign in as  admin@opscope.local").contains("Password    " + password);
        assertThat(up.output()).as("no colours where nobody sees them").doesNotContain("\033[");
        try (var secrets = Files.list(launcher.data().resolve("secrets"))) {
            assertThat(secrets)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
        // And then
        var status = launcher.run("status", "--data", launcher.data().toString());
        assertThat(status.code()).isZero();
        assertThat(status.output())
                .containsPattern("postgresql +\\d+ +ready +\\d+ ")
                .containsPattern("redis +\\d+ +ready")
                .containsPattern("gateway +\\d+ +ready +" + launcher.port() + " ")
                .containsPattern("monitoring +\\d+ +ready +" + (launcher.port() + 3) + " .* MB");
        var logs = launcher.run("logs", "metrics", "--data", launcher.data().toString());
        assertThat(logs.output().strip()).isEqualTo("stand-in for metrics listens");
        // When
        var second = launcher.up();
        // Then
        assertThat(second.code()).isZero();
        assertThat(second.output())
                .contains("Already up, nothing was started")
                .contains("http://127.0.0.1:" + launcher.port());
        var elsewhere = launcher.run(
                "up", "--detach", "--data", launcher.data().toString(), "--port", "" + (launcher.port() + 10));
        assertThat(elsewhere.code()).isEqualTo(3);
        // When
        var down = launcher.down();
        // Then
        assertThat(down.output()).contains("Opscope is stopped").doesNotContain("killed run");
        assertThat(down.code()).isZero();
        launcher.assertNothingIsLeft();
        assertThat(launcher.data().resolve("postgres/data/postmaster.pid")).doesNotExist();
        assertThat(launcher.run("status", "--data", launcher.data().toString()).code())
                .isEqualTo(1);
        assertThat(launcher.down().output()).contains("is not running");
    }

    @Test
    void ctrlCAndAHangUpLeaveNoProcessBehind() throws Exception {
        for (var signal : List.of("INT", "HUP", "TERM")) {
            // Given
            var output = directory.resolve(signal);
            var process = launcher.start(
                    Map.of(), output, "up", "--data", launcher.data().toString(), "--port", "" + launcher.port());
            await().atMost(Duration.ofSeconds(120))
                    .until(() -> Files.readString(output).contains("Opscope is up at"));
            // When
            ProcessId.of(process.pid()).orElseThrow().signal(signal);
            // Then
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(launcher.state().phase()).isEqualTo(Phase.STOPPED);
            launcher.assertNothingIsLeft();
        }
    }

    @Test
    void aSupervisorThatIsKilledWhileItStartsLeavesNothingThatDownDoesNotEnd() throws Exception {
        // Given
        launcher.up();
        // When
        launcher.state().supervisor().signal("KILL");
        await().until(() -> !launcher.state().isSupervised());
        // Then
        var status = launcher.run("status", "--data", launcher.data().toString());
        assertThat(status.code()).isEqualTo(1);
        assertThat(status.output()).contains("A killed run left");
        // When
        var down = launcher.down();
        // Then
        assertThat(down.code()).isZero();
        assertThat(down.output()).contains("processes that a killed run left");
        launcher.assertNothingIsLeft();
    }

    @Test
    void aStartAfterAKilledSupervisorClearsWhatItLeftAndKeepsTheData() throws Exception {
        // Given
        launcher.up();
        var before = launcher.state();
        before.supervisor().signal("KILL");
        await().until(() -> !launcher.state().isSupervised());
        // When
        var up = launcher.up();
        // Then
        assertThat(up.code()).as(up.output()).isZero();
        assertThat(before.processes()).extracting(Entry::id).noneMatch(id -> Objects.requireNonNull(id)
                .isAlive());
        assertThat(up.output()).as("the password is shown once").doesNotContain("Password");
        assertThat(launcher.state().postgresPort()).isEqualTo(before.postgresPort());
        launcher.down();
    }

    @Test
    void whatDiesIsStartedAgain() throws Exception {
        // Given
        launcher.up();
        var metrics = id("metrics");
        var postgres = id("postgresql");
        // When
        metrics.signal("KILL");
        postgres.signal("KILL");
        // Then
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(launcher.state().processes()).allMatch(entry -> entry.condition() == Condition.READY);
            assertThat(id("metrics")).isNotEqualTo(metrics);
            assertThat(id("postgresql")).isNotEqualTo(postgres);
        });
        var password = Files.readString(launcher.data().resolve("secrets/postgres-password"))
                .strip();
        assertThat(OwnPostgres.answers(launcher.state().postgresPort(), password))
                .isTrue();
        var log = launcher.run("logs", "supervisor", "--data", launcher.data().toString())
                .output();
        assertThat(log)
                .contains("metrics (pid " + metrics.pid() + ") ended with signal 9 (KILL)")
                .contains("metrics is ready again")
                .contains("postgresql is ready again");
        var status =
                launcher.run("status", "--data", launcher.data().toString()).output();
        assertThat(status).contains("restarted 1x");
        // When
        launcher.down();
        // Then
        launcher.assertNothingIsLeft();
    }

    @Test
    void aServiceThatDoesNotStartEndsEverythingAndShowsItsLog() throws Exception {
        // Given
        Files.createDirectories(launcher.data());
        Files.createFile(launcher.data().resolve("fail-reports"));
        // When
        var up = launcher.up();
        // Then
        assertThat(up.code()).isEqualTo(1);
        assertThat(up.output())
                .contains("reports ended with exit code 3 while it started")
                .contains("the stand-in was told to fail")
                .doesNotContain("    at ");
        launcher.assertNothingIsLeft();
    }

    @Test
    void portsThatAreTakenAreNamedBeforeAnythingStarts() throws Exception {
        try (var first = new ServerSocket(launcher.port() + 1, 1, InetAddress.getLoopbackAddress());
                var second = new ServerSocket(launcher.port() + 1003, 1, InetAddress.getLoopbackAddress())) {
            // When
            var up = launcher.up();
            // Then
            assertThat(up.code()).isEqualTo(1);
            assertThat(up.output())
                    .contains(first.getLocalPort() + " (metrics)")
                    .contains(second.getLocalPort() + " (monitoring, management)")
                    .contains("pid " + ProcessHandle.current().pid())
                    .contains("--port");
        }
        assertThat(launcher.data().resolve("postgres/data")).doesNotExist();
    }

    @Test
    void theFirstAccountIsTheOneGivenAndTheToolsSignInWithIt() throws Exception {
        // When
        var up = launcher.run(
                Map.of("OPSCOPE_ADMIN_EMAIL", "root@example.org", "OPSCOPE_ADMIN_PASSWORD", "open sesame"),
                "up",
                "--detach",
                "--demo",
                "--data",
                launcher.data().toString(),
                "--port",
                "" + launcher.port());
        // Then
        assertThat(up.code()).as(up.output()).isZero();
        assertThat(up.output()).contains("root@example.org").doesNotContain("open sesame");
        await().untilAsserted(() -> assertThat(Files.readString(launcher.data().resolve("logs/demo.log")))
                .contains("told: demo --url http://127.0.0.1:" + launcher.port() + " --months 6")
                .contains("told: demo --url http://127.0.0.1:" + launcher.port() + " --live")
                .contains("as: root@example.org / open sesame"));
        assertThat(launcher.data().resolve("run/demo-loaded")).exists();
        // And then
        var load = launcher.run(
                "import",
                "jobs",
                "f.csv",
                "--map",
                "a=b",
                "--data",
                launcher.data().toString());
        assertThat(load.output())
                .contains("told: import jobs f.csv --map a=b --url http://127.0.0.1:" + launcher.port())
                .contains("as: root@example.org / open sesame");
        launcher.down();
        launcher.assertNothingIsLeft();
        var refused = launcher.run(
                "import", "jobs", "f.csv", "--data", launcher.data().toString());
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.output()).contains("Opscope is not running here");
    }

    @Test
    void serversOfOnesOwnAreUsedInsteadAndNoneIsStarted() throws Exception {
        // Given
        launcher.up();
        var given = launcher.state();
        var secrets = launcher.data().resolve("secrets");
        var other = new Launcher(directory.resolve("other"));
        // When
        var up = other.run(
                Map.of(
                        "OPSCOPE_POSTGRES_URL",
                        "postgresql://postgres:"
                                + Files.readString(secrets.resolve("postgres-password"))
                                        .strip()
                                + "@127.0.0.1:"
                                + given.postgresPort()
                                + "/opscope",
                        "OPSCOPE_REDIS_URL",
                        "redis://127.0.0.1:" + given.redisPort()),
                "up",
                "--detach",
                "--data",
                other.data().toString(),
                "--port",
                "" + other.port());
        // Then
        try {
            assertThat(up.code()).as(up.output()).isZero();
            assertThat(up.output()).contains("given");
            assertThat(ProcessTable.workingIn(other.data().resolve("postgres/data"), "postgres"))
                    .isEmpty();
            assertThat(other.data().resolve("postgres/data")).doesNotExist();
            other.down();
            other.assertNothingIsLeft();
        } finally {
            other.clear();
        }
        launcher.down();
    }

    private ProcessId id(String name) {
        return launcher.state().processes().stream()
                .filter(entry -> entry.name().equals(name))
                .map(Entry::id)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(new ProcessId(0, 0));
    }
}
