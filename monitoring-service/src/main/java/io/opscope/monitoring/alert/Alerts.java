package io.opscope.monitoring.alert;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.Tx;
import io.opscope.monitoring.MonitoringProblem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was found, as far as the caller may see it. */
@ApplicationScoped
class Alerts {

    private static final int MOST_OPEN = 1_000;

    private final Database db;
    private final AlertStore store;
    private final SilenceStore silences;

    Alerts(Database db, AlertStore store, SilenceStore silences) {
        this.db = db;
        this.store = store;
        this.silences = silences;
    }

    AlertPage page(Scope scope, AlertStore.Wanted said, @Nullable String cursor, int most) {
        var wanted = new AlertStore.Wanted(
                word("state", said.state(), "pending", "firing", "resolved"),
                word("severity", said.severity(), "info", "warning", "critical"),
                said.rule());
        var after = AlertCursor.read(cursor);
        return db.read(scope, tx -> {
            var silenced = silences.endingAfter(tx, scope, Instant.now());
            var found = store.all(tx, scope, wanted, after, most + 1);
            var page = found.subList(0, Math.min(most, found.size()));
            return AlertPage.of(
                    page.stream().map(alert -> answer(alert, silenced)).toList(),
                    found.size() > most ? AlertCursor.after(page.get(most - 1)).text() : null);
        });
    }

    AlertAnswer find(Scope scope, UUID id) {
        return db.read(scope, tx -> answer(tx, scope, id));
    }

    /** Notes that the caller knows of it; who said so first stays. */
    AlertAnswer acknowledge(Scope scope, UUID id) {
        return db.write(scope, tx -> {
            var isOpen = store.acknowledge(tx, scope, id);
            var answer = answer(tx, scope, id);
            if (!isOpen) {
                throw MonitoringProblem.alertOver(id.toString());
            }
            return answer;
        });
    }

    AdminAlerts summary(Scope scope) {
        return AdminAlerts.of(
                db.read(scope, tx -> {
                    var silenced = silences.endingAfter(tx, scope, Instant.now());
                    return Stream.of("firing", "pending", "resolved")
                            .map(state -> new AlertStore.Wanted(state, null, null))
                            .flatMap(wanted -> store.all(tx, scope, wanted, AlertCursor.START, MOST_OPEN).stream())
                            .map(alert -> answer(alert, silenced))
                            .collect(Collectors.toList());
                }),
                Instant.now());
    }

    private AlertAnswer answer(Tx tx, Scope scope, UUID id) {
        return store.find(tx, scope, id)
                .map(alert -> answer(alert, silences.endingAfter(tx, scope, Instant.now())))
                .orElseThrow(() -> CommonProblem.notFound("alert", id.toString()));
    }

    private static AlertAnswer answer(Alert alert, List<StoredSilence> silenced) {
        var now = Instant.now();
        return AlertAnswer.of(alert, silenced.stream().anyMatch(one -> one.silence()
                .covers(alert.rule().ruleId(), alert.labels(), now)));
    }

    private static @Nullable String word(String name, @Nullable String said, String... allowed) {
        var word = Optional.ofNullable(said).map(text -> text.trim().toLowerCase(Locale.ROOT));
        if (word.isPresent() && !List.of(allowed).contains(word.get())) {
            throw CommonProblem.badParameter(name, String.valueOf(said), String.join(", ", allowed));
        }
        return word.orElse(null);
    }
}
