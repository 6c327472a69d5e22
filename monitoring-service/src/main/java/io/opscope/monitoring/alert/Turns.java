package io.opscope.monitoring.alert;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;

/** Hands out turns, so that of all replicas only one evaluates a rule; a turn that is not given back is free again. */
@ApplicationScoped
class Turns {

    private static final Sql CLAIM = Sql.file(Turns.class, "claim-turns.sql");
    private static final Sql END = Sql.file(Turns.class, "end-turn.sql");
    private static final Sql STANDING = Sql.file(Turns.class, "turns.sql");
    private static final Sql TENANTS = Sql.file(Turns.class, "tenants.sql");

    private final DataSource everyTenant;
    private final AlertConfig config;

    Turns(DataSource everyTenant, AlertConfig config) {
        this.everyTenant = everyTenant;
        this.config = config;
    }

    /** Those that have been due for longest, of any tenants. */
    List<Turn> claim() {
        var owner = UUID.randomUUID();
        return CLAIM.on(everyTenant)
                .set("owner", owner)
                .set("lease", config.lease().toMillis() / 1000.0)
                .set("every", config.every().toMillis() / 1000.0)
                .set("most", config.batch())
                .list(row -> new Turn(row.text("tenant_id"), row.text("rule_id"), owner, row.number("late")));
    }

    /**
     * Gives a turn back with how many alerts there are now.
     *
     * @throws TurnLostException when another replica has it by now, or the rule is gone
     */
    void end(Tx tx, Turn turn, int pending, int firing) {
        var ended = END.on(tx)
                .set("tenant", turn.tenant())
                .set("rule", turn.rule())
                .set("owner", turn.owner())
                .set("pending", pending)
                .set("firing", firing)
                .run();
        if (ended != 1) {
            throw new TurnLostException();
        }
    }

    Standing standing() {
        return STANDING.on(everyTenant)
                .first(row -> new Standing(
                        row.integer("rules"), row.integer("pending"), row.integer("firing"), row.number("late")))
                .orElseThrow();
    }

    Set<String> tenants() {
        return new TreeSet<>(TENANTS.on(everyTenant).list(row -> row.text("tenant_id")));
    }

    /** @param lateSeconds how long the rule that waits longest has been due */
    record Standing(long rules, long pending, long firing, double lateSeconds) {}
}
