package io.opscope.metrics.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps connectors, and how far each has come. */
@ApplicationScoped
class ConnectorStore {

    private static final Sql CREATE = Sql.file(ConnectorStore.class, "create.sql");
    private static final Sql CREATE_TURN = Sql.file(ConnectorStore.class, "create-turn.sql");
    private static final Sql FIND = Sql.file(ConnectorStore.class, "find.sql");
    private static final Sql ALL = Sql.file(ConnectorStore.class, "all.sql");
    private static final Sql CHANGE = Sql.file(ConnectorStore.class, "change.sql");
    private static final Sql CHANGE_TURN = Sql.file(ConnectorStore.class, "change-turn.sql");
    private static final Sql DELETE = Sql.file(ConnectorStore.class, "delete.sql");
    private static final Sql DELETE_TURN = Sql.file(ConnectorStore.class, "delete-turn.sql");
    private static final Sql ADVANCE = Sql.file(ConnectorStore.class, "advance.sql");
    private static final Sql FINISH = Sql.file(ConnectorStore.class, "finish.sql");

    /** After failures the pause doubles, up to here: a server that refuses a password may lock the account. */
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final Database db;
    private final Turns turns;
    private final ObjectMapper json;

    ConnectorStore(Database db, Turns turns, ObjectMapper json) {
        this.db = db;
        this.turns = turns;
        this.json = json;
    }

    void create(Scope scope, UUID id, Definition definition, byte @Nullable [] sealed) {
        db.write(scope, tx -> {
            CREATE.on(tx)
                    .set("tenant", scope.tenant())
                    .set("id", id)
                    .set("definition", written(definition))
                    .set("sealed", sealed)
                    .run();
            return CREATE_TURN
                    .on(tx)
                    .set("tenant", scope.tenant())
                    .set("id", id)
                    .set("enabled", definition.enabled())
                    .run();
        });
    }

    Optional<Connector> find(Scope scope, UUID id) {
        return db.read(
                scope,
                tx -> FIND.on(tx).set("tenant", scope.tenant()).set("id", id).first(this::connector));
    }

    List<Connector> all(Scope scope) {
        return db.read(scope, tx -> ALL.on(tx).set("tenant", scope.tenant()).list(this::connector));
    }

    /** Whether it was still the one that the change was made to. */
    boolean change(Scope scope, Connector changed, Definition definition, byte @Nullable [] sealed) {
        return db.write(scope, tx -> {
            var count = CHANGE.on(tx)
                    .set("tenant", scope.tenant())
                    .set("id", changed.id())
                    .set("edition", changed.edition())
                    .set("definition", written(definition))
                    .set("sealed", sealed)
                    .set("anew", !definition.readsLike(changed.definition()))
                    .run();
            CHANGE_TURN
                    .on(tx)
                    .set("tenant", scope.tenant())
                    .set("id", changed.id())
                    .set("enabled", definition.enabled())
                    .run();
            return count == 1;
        });
    }

    /** Whether it was there. */
    boolean delete(Scope scope, UUID id) {
        return db.write(scope, tx -> {
            DELETE_TURN.on(tx).set("tenant", scope.tenant()).set("id", id).run();
            return DELETE.on(tx).set("tenant", scope.tenant()).set("id", id).run() == 1;
        });
    }

    /**
     * Notes a page whose records are committed.
     *
     * @throws TurnLostException when this run has nothing to say any more
     */
    void advance(
            Turn turn, Connector connector, @Nullable String watermark, Connector.Totals page, Rejections rejections) {
        db.write(turn.scope(), tx -> {
            turns.renew(tx, turn);
            var noted = ADVANCE.on(tx)
                    .set("tenant", turn.tenant())
                    .set("id", turn.connector())
                    .set("edition", connector.edition())
                    .set("watermark", watermark)
                    .set("rows", page.rowsRead())
                    .set("accepted", page.accepted())
                    .set("updated", page.updated())
                    .set("duplicates", page.duplicates())
                    .set("rejected", page.rejected())
                    .set("rejections", written(rejections.list()))
                    .run();
            if (noted != 1) {
                throw new TurnLostException();
            }
            return noted;
        });
    }

    /** Notes how a run ended and gives the turn back. */
    void finish(Turn turn, Duration pause, @Nullable String error) {
        db.write(turn.scope(), tx -> {
            turns.renew(tx, turn);
            var ended = FINISH.on(tx)
                    .set("tenant", turn.tenant())
                    .set("id", turn.connector())
                    .set("error", error)
                    .first(row -> new Ended(row.flag("enabled"), row.integer("failures")));
            ended.ifPresent(end -> turns.release(tx, turn, end.enabled(), pauseAfter(pause, end.failures())));
            return ended;
        });
    }

    private static Duration pauseAfter(Duration pause, long failures) {
        var doubled = pause.multipliedBy(1L << Math.min(failures, 12));
        if (doubled.compareTo(LONGEST_PAUSE) <= 0) {
            return doubled;
        }
        return pause.compareTo(LONGEST_PAUSE) > 0 ? pause : LONGEST_PAUSE;
    }

    private Connector connector(Row row) {
        return new Connector(
                UUID.fromString(row.text("id")),
                parsed(row.text("definition"), new TypeReference<Definition>() {}),
                Math.toIntExact(row.integer("edition")),
                row.maybeBytes("sealed").orElse(null),
                row.maybeText("watermark").orElse(null),
                new Connector.Totals(
                        row.integer("rows_read"),
                        row.integer("accepted"),
                        row.integer("updated"),
                        row.integer("duplicates"),
                        row.integer("rejected")),
                parsed(row.text("rejections"), new TypeReference<List<Rejection>>() {}),
                row.maybeInstant("last_run").orElse(null),
                row.maybeText("last_error").orElse(null),
                row.maybeInstant("next_run").orElse(null),
                row.flag("running"));
    }

    private String written(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private <T> T parsed(String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A connector of another shape", e);
        }
    }

    private record Ended(boolean enabled, long failures) {}
}
