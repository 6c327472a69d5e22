package io.opscope.monitoring.alert;

import io.opscope.kit.auth.Roles;
import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What every tenant is watched for until it says otherwise: given once, so that what it changes or deletes stays so. */
@ApplicationScoped
class DefaultRules {

    private static final int SECONDS = 300;

    /** By their ids. */
    static final Map<String, RuleDefinition> RULES = new TreeMap<>(Map.of(
            "cpu-busy", rule("CPU is busy", "cpu_usage_percent", "gt", 80, "warning", List.of()),
            "memory-full", rule("Memory is nearly full", "memory_usage_percent", "gt", 85, "warning", List.of()),
            "disk-full", rule("Disk is nearly full", "disk_usage_percent", "gt", 90, "warning", List.of()),
            "delivery-rate-low", rule("Few messages arrive", "delivery_rate_percent", "lt", 95, "warning", List.of()),
            "messages-failing", rule("Messages fail", "message_failure_rate_percent", "gt", 5, "critical", List.of()),
            "job-failed", rule("A job failed", "failed_jobs", "gt", 0, "info", List.of("user_id"))));

    private final Database db;
    private final RuleStore store;
    private final Set<String> given = ConcurrentHashMap.newKeySet();

    DefaultRules(Database db, RuleStore store) {
        this.db = db;
        this.store = store;
    }

    /** Gives a tenant what it was not given before. */
    void giveTo(String tenant) {
        if (given.contains(tenant)) {
            return;
        }
        var scope = new Scope(tenant, "opscope", Set.of(Roles.ADMIN));
        db.write(scope, tx -> {
            RULES.forEach((id, rule) -> {
                if (store.isGivenForTheFirstTime(tx, scope, id)) {
                    store.create(tx, scope, id, rule);
                }
            });
            return RULES.size();
        });
        given.add(tenant);
    }

    private static RuleDefinition rule(
            String name, String metric, String condition, double threshold, String severity, List<String> groupBy) {
        return new RuleDefinition(
                name, metric, condition, threshold, threshold, SECONDS, severity, List.of(), "keep", groupBy, true);
    }
}
