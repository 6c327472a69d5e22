package io.opscope.monitoring.alert;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps rules, each with the turn to evaluate it; everything within the caller's transaction. */
@ApplicationScoped
class RuleStore {

    private static final Sql ALL = Sql.file(RuleStore.class, "rules.sql");
    private static final Sql SOME = Sql.file(RuleStore.class, "rules-of.sql");
    private static final Sql FIND = Sql.file(RuleStore.class, "rule.sql");
    private static final Sql FIND_FOR_CHANGE = Sql.file(RuleStore.class, "rule-for-change.sql");
    private static final Sql COUNT = Sql.file(RuleStore.class, "count-rules.sql");
    private static final Sql CREATE = Sql.file(RuleStore.class, "create-rule.sql");
    private static final Sql CHANGE = Sql.file(RuleStore.class, "change-rule.sql");
    private static final Sql DELETE = Sql.file(RuleStore.class, "delete-rule.sql");
    private static final Sql NOTE = Sql.file(RuleStore.class, "note-evaluation.sql");
    private static final Sql GIVE_DEFAULT = Sql.file(RuleStore.class, "give-default.sql");
    private static final Sql PUT_TURN = Sql.file(RuleStore.class, "put-turn.sql");
    private static final Sql DELETE_TURN = Sql.file(RuleStore.class, "delete-turn.sql");

    private final JsonColumns json;

    RuleStore(JsonColumns json) {
        this.json = json;
    }

    List<Rule> all(Tx tx, Scope scope, Wanted wanted) {
        return ALL.on(tx)
                .set("tenant", scope.tenant())
                .set("metric", wanted.metricName())
                .set("severity", wanted.severity())
                .set("enabled", wanted.isEnabled())
                .list(this::rule);
    }

    /** Those of them that are there and enabled. */
    List<Rule> enabled(Tx tx, Scope scope, Collection<String> ids) {
        return SOME.on(tx)
                .set("tenant", scope.tenant())
                .setArray("ids", "text", ids)
                .list(this::rule);
    }

    Optional<Rule> find(Tx tx, Scope scope, String id) {
        return FIND.on(tx).set("tenant", scope.tenant()).set("id", id).first(this::rule);
    }

    /** One that nobody changes until the transaction ends. */
    Optional<Rule> findForChange(Tx tx, Scope scope, String id) {
        return FIND_FOR_CHANGE
                .on(tx)
                .set("tenant", scope.tenant())
                .set("id", id)
                .first(this::rule);
    }

    long count(Tx tx, Scope scope) {
        return COUNT.on(tx)
                .set("tenant", scope.tenant())
                .first(row -> row.integer("rules"))
                .orElse(0L);
    }

    /** Whether there was none of this id. */
    boolean create(Tx tx, Scope scope, String id, RuleDefinition definition) {
        var created = CREATE.on(tx)
                        .set("tenant", scope.tenant())
                        .set("id", id)
                        .set("definition", json.written(definition))
                        .set("enabled", definition.enabled())
                        .set("by", scope.userId())
                        .run()
                == 1;
        if (created) {
            turn(tx, scope, id, definition);
        }
        return created;
    }

    void change(Tx tx, Scope scope, String id, RuleDefinition definition) {
        CHANGE.on(tx)
                .set("tenant", scope.tenant())
                .set("id", id)
                .set("definition", json.written(definition))
                .set("enabled", definition.enabled())
                .set("by", scope.userId())
                .run();
        turn(tx, scope, id, definition);
    }

    void delete(Tx tx, Scope scope, String id) {
        DELETE_TURN.on(tx).set("tenant", scope.tenant()).set("rule", id).run();
        DELETE.on(tx).set("tenant", scope.tenant()).set("id", id).run();
    }

    void note(Tx tx, Scope scope, String id, Instant at, @Nullable String problem) {
        NOTE.on(tx)
                .set("tenant", scope.tenant())
                .set("id", id)
                .set("at", at)
                .set("problem", problem)
                .run();
    }

    /** Whether the tenant is given this default for the first time. */
    boolean isGivenForTheFirstTime(Tx tx, Scope scope, String id) {
        return GIVE_DEFAULT.on(tx).set("tenant", scope.tenant()).set("id", id).run() == 1;
    }

    private static void turn(Tx tx, Scope scope, String id, RuleDefinition definition) {
        (definition.enabled() ? PUT_TURN : DELETE_TURN)
                .on(tx)
                .set("tenant", scope.tenant())
                .set("rule", id)
                .run();
    }

    /** Which rules are meant; null for whichever. */
    record Wanted(
            @Nullable String metricName,
            @Nullable String severity,
            @Nullable Boolean isEnabled) {}

    private Rule rule(Row row) {
        return new Rule(
                row.text("id"),
                json.read(row.text("definition"), RuleDefinition.class),
                row.text("created_by"),
                row.instant("created_at"),
                row.text("changed_by"),
                row.instant("changed_at"),
                row.maybeInstant("evaluated_at").orElse(null),
                row.maybeText("problem").orElse(null));
    }
}
