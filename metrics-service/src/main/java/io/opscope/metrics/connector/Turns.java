package io.opscope.metrics.connector;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Hands out turns, so that of all replicas only one runs a connector; a turn that is not renewed is free again. */
@ApplicationScoped
class Turns {

    private static final Sql CLAIM_DUE = Sql.file(Turns.class, "claim-due.sql");
    private static final Sql CLAIM = Sql.file(Turns.class, "claim.sql");
    private static final Sql RENEW = Sql.file(Turns.class, "renew.sql");
    private static final Sql GIVE_BACK = Sql.file(Turns.class, "give-back.sql");
    private static final Sql RELEASE = Sql.file(Turns.class, "release.sql");

    private final DataSource db;
    private final ConnectorConfig config;

    Turns(DataSource db, ConnectorConfig config) {
        this.db = db;
        this.config = config;
    }

    /** The turn that has been due for longest. */
    Optional<Turn> claimDue() {
        var owner = UUID.randomUUID();
        return CLAIM_DUE
                .on(db)
                .set("owner", owner)
                .set("lease", lease())
                .first(row -> new Turn(row.text("tenant_id"), UUID.fromString(row.text("connector_id")), owner));
    }

    /** This connector's turn, due or not; empty when a replica has it. */
    Optional<Turn> claim(String tenant, UUID connector) {
        var turn = new Turn(tenant, connector, UUID.randomUUID());
        var claimed = CLAIM.on(db)
                .set("tenant", tenant)
                .set("id", connector)
                .set("owner", turn.owner())
                .set("lease", lease())
                .run();
        return claimed == 1 ? Optional.of(turn) : Optional.empty();
    }

    /** @throws TurnLostException when another replica has taken it, or the connector is gone */
    void renew(Tx tx, Turn turn) {
        var renewed = RENEW.on(tx)
                .set("tenant", turn.tenant())
                .set("id", turn.connector())
                .set("owner", turn.owner())
                .set("lease", lease())
                .run();
        if (renewed != 1) {
            throw new TurnLostException();
        }
    }

    void release(Tx tx, Turn turn, boolean enabled, Duration pause) {
        RELEASE.on(tx)
                .set("tenant", turn.tenant())
                .set("id", turn.connector())
                .set("owner", turn.owner())
                .set("enabled", enabled)
                .set("pause", (double) pause.toSeconds())
                .run();
    }

    /** Ends a turn that came to nothing; when the next one is stays as it is. */
    void giveBack(Turn turn) {
        GIVE_BACK
                .on(db)
                .set("tenant", turn.tenant())
                .set("id", turn.connector())
                .set("owner", turn.owner())
                .run();
    }

    private double lease() {
        return config.lease().toSeconds();
    }
}
