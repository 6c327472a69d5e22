package io.opscope.local;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.opscope.local.process.Failure;
import io.opscope.local.process.ProcessId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What runs, as the supervisor last wrote it down; the other commands read it, and clean up by it when the supervisor
 * was killed.
 *
 * @param boot the start of the machine for which the process ids hold
 * @param port the gateway's
 * @param postgresPort of the PostgreSQL that came with us, kept for the next start; 0 when none was used yet
 * @param redisPort likewise
 */
record SuiteState(
        Phase phase,
        String boot,
        ProcessId supervisor,
        String url,
        int port,
        boolean nativeImages,
        Instant since,
        int postgresPort,
        int redisPort,
        List<Entry> processes) {

    /** Forgiving, as the state may have been written by another version. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    SuiteState {
        processes = List.copyOf(processes);
    }

    /** How far the suite as a whole is. */
    enum Phase {
        STARTING,
        RUNNING,
        STOPPING,
        STOPPED
    }

    /** How far one process is. */
    enum Condition {
        WAITING,
        STARTING,
        READY,
        RESTARTING,
        FAILED,
        STOPPED,
        /** A server that somebody else runs. */
        GIVEN
    }

    /**
     * One process of the suite.
     *
     * @param id null while it does not run
     * @param place host and port, empty when it listens nowhere
     * @param note a few words for people
     * @param startedAt when it was last started
     * @param readySeconds how long it took to get ready, 0 until then
     * @param restarts how often it had to be started again
     */
    record Entry(
            String name,
            @Nullable ProcessId id,
            String place,
            Condition condition,
            String note,
            @Nullable Instant startedAt,
            double readySeconds,
            int restarts) {}

    /** Reads what was written last, if anything ever was. */
    static Optional<SuiteState> read(DataDirectory data) {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(data.state()), SuiteState.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new Failure("Cannot read " + data.state() + ": " + DataDirectory.describe(e), e);
        }
    }

    /** Writes it down in one step: a reader sees the old or the new one. */
    void write(DataDirectory data) {
        var fresh = data.state().resolveSibling("state.json.part");
        try {
            Files.write(fresh, JSON.writeValueAsBytes(this));
            data.owner().keep(fresh);
            Files.move(fresh, data.state(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new Failure("Cannot write " + data.state() + ": " + DataDirectory.describe(e), e);
        }
    }

    /** Whether the supervisor that wrote this still runs. */
    boolean isSupervised() {
        return boot.equals(ProcessId.boot()) && supervisor.isAlive();
    }
}
