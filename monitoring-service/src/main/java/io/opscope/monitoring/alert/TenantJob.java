package io.opscope.monitoring.alert;

import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.SqlFailedException;
import io.opscope.monitoring.alert.delivery.Outbox;
import io.opscope.monitoring.alert.figure.ServiceTokens;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.TreeSet;
import java.util.function.IntSupplier;

/** Has every tenant given its default rules, and forgets what is no longer kept. */
@ApplicationScoped
class TenantJob {

    private static final int MOST_ROUNDS = 100;

    private final ServiceTokens tokens;
    private final DefaultRules defaults;
    private final Turns turns;
    private final Database db;
    private final AlertStore alerts;
    private final SilenceStore silences;
    private final Outbox outbox;
    private final AlertConfig config;

    TenantJob(
            ServiceTokens tokens,
            DefaultRules defaults,
            Turns turns,
            Database db,
            AlertStore alerts,
            SilenceStore silences,
            Outbox outbox,
            AlertConfig config) {
        this.tokens = tokens;
        this.defaults = defaults;
        this.turns = turns;
        this.db = db;
        this.alerts = alerts;
        this.silences = silences;
        this.outbox = outbox;
        this.config = config;
    }

    @Scheduled(every = "${opscope.alerts.figures.tenants-every:1m}", concurrentExecution = ConcurrentExecution.SKIP)
    void welcome() throws InterruptedException {
        tokens.refresh();
        try {
            tokens.tenants().forEach(defaults::giveTo);
        } catch (SqlFailedException e) {
            Log.warnf("Default rules have to wait for the database: %s", e.getMessage());
        }
    }

    @Scheduled(every = "1h", delayed = "5m", concurrentExecution = ConcurrentExecution.SKIP)
    void forget() {
        var floor = Instant.now().minus(config.keep());
        try {
            var tenants = new TreeSet<>(tokens.tenants());
            tenants.addAll(turns.tenants());
            tenants.forEach(tenant -> forget(tenant, floor));
        } catch (SqlFailedException e) {
            Log.warnf("Old alerts stay for now: %s", e.getMessage());
        }
    }

    void forget(String tenant, Instant floor) {
        var scope = Turn.scope(tenant);
        someAtATime(() -> db.write(scope, tx -> alerts.forgetBefore(tx, scope, floor)));
        someAtATime(() -> outbox.forgetBefore(scope, floor));
        db.write(scope, tx -> silences.forgetBefore(tx, scope, floor));
    }

    private static void someAtATime(IntSupplier round) {
        var forgotten = 1;
        for (int i = 0; i < MOST_ROUNDS && forgotten > 0; i++) {
            forgotten = round.getAsInt();
        }
    }
}
