package io.opscope.monitoring.alert;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.Tx;
import io.opscope.monitoring.MonitoringProblem;
import io.opscope.monitoring.alert.channel.ChannelStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What can be done with rules. */
@ApplicationScoped
class Rules {

    private final Database db;
    private final RuleStore store;
    private final RuleReader reader;
    private final DefaultRules defaults;
    private final ChannelStore channels;
    private final Endings endings;
    private final AlertConfig config;

    Rules(
            Database db,
            RuleStore store,
            RuleReader reader,
            DefaultRules defaults,
            ChannelStore channels,
            Endings endings,
            AlertConfig config) {
        this.db = db;
        this.store = store;
        this.reader = reader;
        this.defaults = defaults;
        this.channels = channels;
        this.endings = endings;
        this.config = config;
    }

    List<Rule> all(Scope scope, RuleStore.Wanted wanted) {
        defaults.giveTo(scope.tenant());
        return db.read(scope, tx -> store.all(tx, scope, wanted));
    }

    Rule find(Scope scope, String id) {
        defaults.giveTo(scope.tenant());
        return db.read(scope, tx -> store.find(tx, scope, id)).orElseThrow(() -> unknown(id));
    }

    Rule create(Scope scope, RuleRequest request) {
        defaults.giveTo(scope.tenant());
        var id = request.ruleId() == null ? UUID.randomUUID().toString() : request.ruleId();
        return db.write(scope, tx -> {
            var definition = reader.read(request, channelIds(scope, tx));
            if (store.count(tx, scope) >= config.mostRules()) {
                throw MonitoringProblem.tooMany("rules", config.mostRules());
            }
            if (!store.create(tx, scope, id, definition)) {
                throw MonitoringProblem.ruleExists(id);
            }
            return known(scope, tx, id);
        });
    }

    Rule change(Scope scope, String id, RuleRequest request) {
        defaults.giveTo(scope.tenant());
        if (request.ruleId() != null && !request.ruleId().equals(id)) {
            throw CommonProblem.badParameter("rule_id", request.ruleId(), id + ": it cannot be changed");
        }
        return db.write(scope, tx -> {
            var now = store.findForChange(tx, scope, id).orElseThrow(() -> unknown(id));
            var definition = reader.changed(now.definition(), request, channelIds(scope, tx));
            if (!definition.enabled()) {
                endings.end(tx, scope, now, "the rule was switched off");
            } else if (!definition.looksAtTheSameAs(now.definition())) {
                endings.end(tx, scope, now, "the rule is about something else now");
            }
            store.change(tx, scope, id, definition);
            return known(scope, tx, id);
        });
    }

    void delete(Scope scope, String id) {
        defaults.giveTo(scope.tenant());
        db.write(scope, tx -> {
            var now = store.findForChange(tx, scope, id).orElseThrow(() -> unknown(id));
            endings.end(tx, scope, now, "the rule was deleted");
            store.delete(tx, scope, id);
            return now;
        });
    }

    private Rule known(Scope scope, Tx tx, String id) {
        return store.find(tx, scope, id).orElseThrow(() -> unknown(id));
    }

    private Set<String> channelIds(Scope scope, Tx tx) {
        return channels.all(scope, tx).stream()
                .map(channel -> channel.id().toString())
                .collect(Collectors.toSet());
    }

    private static RuntimeException unknown(String id) {
        return CommonProblem.notFound("rule", id);
    }
}
