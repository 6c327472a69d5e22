package io.opscope.monitoring.engine;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.monitoring.MonitoringProblem;
import io.opscope.monitoring.source.Roster;
import io.opscope.monitoring.source.Source;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Tries whether a source can be connected to, and what can be read there. */
@ApplicationScoped
class Trials {

    private final Roster roster;
    private final Lines lines;
    private final Semaphore places;
    private final List<PrivilegeCheck> checks;

    Trials(Roster roster, Lines lines, @All List<PrivilegeCheck> checks, AskConfig config) {
        this.roster = roster;
        this.lines = lines;
        this.checks = checks;
        this.places = new Semaphore(config.trials());
    }

    /** @throws io.opscope.kit.problem.ProblemException when the caller's tenant has no such source */
    Trial of(Scope scope, String id) {
        roster.refresh();
        var source = roster.find(scope, id).orElseThrow(() -> MonitoringProblem.unknownDataSource(id));
        if (!places.tryAcquire()) {
            throw MonitoringProblem.tooManyTrials();
        }
        try {
            return lines.ask(
                    source, (engine, line) -> Trial.of(line.product(), line.isEncrypted(), all(engine, line, source)));
        } catch (SourceFailure e) {
            return Trial.failed(e);
        } finally {
            places.release();
        }
    }

    private List<Privilege> all(Engine engine, RemoteLine line, Source source) {
        var found = new ArrayList<>(engine.privileges(line));
        source.asMart().ifPresent(mart -> {
            var age = engine.age(line, mart);
            found.add(Privilege.of("freshness", age.unavailable()));
        });
        checks.forEach(check -> found.addAll(check.of(source, line)));
        return List.copyOf(found);
    }
}
