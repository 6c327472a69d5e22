package io.opscope.monitoring.alert;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.Tx;
import io.opscope.monitoring.alert.figure.Asked;
import io.opscope.monitoring.alert.figure.FigureBook;
import io.opscope.monitoring.alert.figure.Figures;
import io.opscope.monitoring.alert.machine.Change;
import io.opscope.monitoring.alert.machine.Damping;
import io.opscope.monitoring.alert.machine.Labels;
import io.opscope.monitoring.alert.machine.Machine;
import io.opscope.monitoring.alert.machine.Notice;
import io.opscope.monitoring.alert.machine.Phase;
import io.opscope.monitoring.alert.machine.Repeat;
import io.opscope.monitoring.alert.machine.Terms;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the rules of one tenant: asks for all their figures together, then takes each rule a step further in a
 * transaction of its own, together with what is to be told about it.
 */
@ApplicationScoped
class Evaluation {

    private final Database db;
    private final RuleStore rules;
    private final GroupStore groups;
    private final AlertStore alerts;
    private final SilenceStore silences;
    private final Teller teller;
    private final Turns turns;
    private final FigureBook figures;
    private final AlertConfig config;
    private final AlertMeters meters;
    private final Damping damping;

    Evaluation(
            Database db,
            RuleStore rules,
            GroupStore groups,
            AlertStore alerts,
            SilenceStore silences,
            Teller teller,
            Turns turns,
            FigureBook figures,
            AlertConfig config,
            AlertMeters meters) {
        this.db = db;
        this.rules = rules;
        this.groups = groups;
        this.alerts = alerts;
        this.silences = silences;
        this.teller = teller;
        this.turns = turns;
        this.figures = figures;
        this.config = config;
        this.meters = meters;
        this.damping = new Damping(config.flapTimes(), config.flapWindow(), config.flapHold());
    }

    /** @param mine turns of this one tenant's rules */
    void evaluate(String tenant, List<Turn> mine) {
        var scope = Turn.scope(tenant);
        var ids = mine.stream().map(Turn::rule).toList();
        var byId = new LinkedHashMap<String, Rule>();
        db.chore(scope, tx -> rules.enabled(tx, scope, ids)).forEach(rule -> byId.put(rule.id(), rule));
        var answers = meters.timed(() -> figures.ask(
                tenant, byId.values().stream().map(Evaluation::question).toList()));
        for (var turn : mine) {
            var rule = byId.get(turn.rule());
            var answer = answers.get(turn.rule());
            if (rule != null && answer != null) {
                step(scope, turn, rule, answer);
            }
        }
    }

    private void step(Scope scope, Turn turn, Rule rule, Figures answer) {
        var at = Instant.now();
        try {
            db.write(scope, tx -> {
                var now = rules.findForChange(tx, scope, rule.id()).orElseThrow(TurnLostException::new);
                if (!now.changedAt().equals(rule.changedAt())) {
                    throw new TurnLostException();
                }
                return new Step(tx, scope, rule, answer, at).run(turn);
            });
            meters.evaluated(answer.problem() == null ? "data" : "no_data", turn.lateSeconds());
        } catch (TurnLostException e) {
            Log.debugf("Rule %s is evaluated by another replica, or has changed", rule.id());
        }
    }

    private static Asked question(Rule rule) {
        var declared = rule.definition();
        return new Asked(rule.id(), declared.metricName(), declared.groupBy(), declared.windowSeconds());
    }

    /** One rule's evaluation, within its transaction. */
    private final class Step {

        private final Tx tx;
        private final Scope scope;
        private final Rule rule;
        private final Figures answer;
        private final Instant at;
        private final Terms terms;
        private final List<StoredSilence> silenced;
        private final List<Telling> tellings = new ArrayList<>();
        private final Map<String, Group> known = new LinkedHashMap<>();
        private int pending;
        private int firing;
        private @Nullable String problem;
        private @Nullable List<String> listeners;
        private @Nullable List<String> forgetful;

        Step(Tx tx, Scope scope, Rule rule, Figures answer, Instant at) {
            this.tx = tx;
            this.scope = scope;
            this.rule = rule;
            this.answer = answer;
            this.at = at;
            this.terms =
                    rule.definition().terms(figures.isOverTime(rule.definition().metricName()), damping);
            this.silenced = silences.endingAfter(tx, scope, at);
            this.problem = answer.problem();
        }

        int run(Turn turn) {
            groups.all(tx, scope, rule.id()).forEach(group -> known.put(group.key(), group));
            var values = values();
            values.forEach((key, value) -> step(known.getOrDefault(key, value.fresh(key)), terms, value.value()));
            known.forEach((key, group) -> {
                if (!values.containsKey(key)) {
                    step(group, isGone(key) ? terms.withoutDataBeingWell() : terms, answer.absent());
                }
            });
            rules.note(tx, scope, rule.id(), at, problem);
            teller.tell(tx, scope, rule, tellings, at);
            turns.end(tx, turn, pending, firing);
            return firing;
        }

        /** What was answered, by group; where there is no answer at all, it is missing as a whole. */
        private Map<String, Value> values() {
            var values = new LinkedHashMap<String, Value>();
            for (var group : answer.groups()) {
                var key = Labels.key(group.labels());
                if (values.size() < config.mostGroups() || known.containsKey(key)) {
                    values.put(key, new Value(group.labels(), group.value()));
                } else {
                    problem = "There are more than " + config.mostGroups() + " groups; the others are not looked at";
                }
            }
            if (answer.problem() != null) {
                values.put("", new Value(Map.of(), OptionalDouble.empty()));
            }
            return values;
        }

        /** Whether a group that was not answered is not there any more: no data about it will ever come. */
        private boolean isGone(String key) {
            return answer.problem() == null
                    && (answer.areAllListed()
                            || key.isEmpty() && !rule.definition().groupBy().isEmpty());
        }

        private void step(Group group, Terms its, OptionalDouble value) {
            var step = Machine.step(group.instance(), its, value, at);
            var phase = step.after().phase();
            if (step.change() == Change.NONE && phase == Phase.OK) {
                groups.keep(tx, scope, rule.id(), group, step.after(), null);
                return;
            }
            meters.changed(step.change(), rule.definition().severity());
            if (step.change() == Change.DROPPED) {
                if (group.alert() != null) {
                    alerts.drop(tx, scope, group.alert());
                }
                groups.keep(tx, scope, rule.id(), group, step.after(), null);
                return;
            }
            var about = rule.definition().about(rule.id());
            var shown = value.isPresent() && Double.isFinite(value.getAsDouble()) ? value.getAsDouble() : null;
            var id = group.alert() == null ? alerts.open(tx, scope, about, group.labels(), shown, at) : group.alert();
            var notice = Notice.after(
                    step, group.toldAt(), group.isAcknowledged(), isSilenced(group), config.remindEvery(), at);
            var alert = alerts.change(tx, scope, id, about, state(step), shown, null, noted(notice), at);
            if (notice == Notice.RESOLVED) {
                tellings.add(Telling.ofEnd(alert, listeners()));
            } else if (notice != Notice.NONE) {
                tellings.add(new Telling(alert.item(notice == Notice.REMINDER), listeners()));
            } else if (phase == Phase.FIRING
                    && Repeat.isDue(
                            rule.id(), config.repeatEvery(), group.instance().seen(), at)) {
                tellings.add(Telling.ofRepeat(alert, forgetful()));
            }
            pending += phase == Phase.PENDING ? 1 : 0;
            firing += phase == Phase.FIRING ? 1 : 0;
            groups.keep(tx, scope, rule.id(), group, step.after(), phase == Phase.OK ? null : id);
        }

        /** Nothing is noted of what nobody hears: it is told once somebody does. */
        private Telling.@Nullable Noted noted(Notice notice) {
            return switch (notice) {
                case NONE -> null;
                case RESOLVED -> new Telling.Noted(at, List.of());
                case FIRING, REMINDER -> listeners().isEmpty() ? null : new Telling.Noted(at, listeners());
            };
        }

        /** Looked up at most once, and only where there is something to tell. */
        private List<String> listeners() {
            if (listeners == null) {
                listeners = teller.listeners(tx, scope, rule);
            }
            return listeners;
        }

        /** Looked up at most once, and only where there is something to repeat. */
        private List<String> forgetful() {
            if (forgetful == null) {
                forgetful = teller.forgetful(tx, scope, rule);
            }
            return forgetful;
        }

        private boolean isSilenced(Group group) {
            return silenced.stream().anyMatch(one -> one.silence().covers(rule.id(), group.labels(), at));
        }

        private static String state(Machine.Step step) {
            return switch (step.after().phase()) {
                case OK -> "resolved";
                case PENDING -> "pending";
                case FIRING -> "firing";
            };
        }
    }

    private record Value(Map<String, String> labels, OptionalDouble value) {

        Group fresh(String key) {
            return Group.fresh(key, labels);
        }
    }
}
