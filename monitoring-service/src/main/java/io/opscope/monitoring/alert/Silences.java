package io.opscope.monitoring.alert;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.moment.Times;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.kit.sql.Database;
import io.opscope.monitoring.MonitoringProblem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be done with silences. */
@ApplicationScoped
class Silences {

    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Duration SHOWN_AFTERWARDS = Duration.ofDays(7);
    private static final int MOST = 500;
    private static final int LONGEST_LABEL = 500;

    private final Database db;
    private final SilenceStore store;

    Silences(Database db, SilenceStore store) {
        this.db = db;
        this.store = store;
    }

    List<StoredSilence> all(Scope scope) {
        return db.read(scope, tx -> store.endingAfter(tx, scope, Instant.now().minus(SHOWN_AFTERWARDS)));
    }

    StoredSilence create(Scope scope, SilenceRequest request) {
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        var from = Times.from("starts_at", Optional.ofNullable(request.startsAt()), ZoneOffset.UTC)
                .orElse(now);
        var until = Times.until("ends_at", Optional.of(request.endsAt()), ZoneOffset.UTC)
                .orElseThrow(() -> CommonProblem.badParameter("ends_at", request.endsAt(), "a time that is to come"));
        if (from.isBefore(now.minus(LONGEST)) || from.isAfter(now.plus(LONGEST))) {
            throw CommonProblem.badParameter("starts_at", from, "a time within a year");
        }
        if (!until.isAfter(now) || !until.isAfter(from)) {
            throw CommonProblem.badParameter("ends_at", until, "a time that is to come, after starts_at");
        }
        if (until.isAfter(from.plus(LONGEST))) {
            throw CommonProblem.badParameter("ends_at", until, "a time within a year of starts_at");
        }
        var silence = new StoredSilence(
                UUID.randomUUID(),
                request.ruleId(),
                labels(request.labels()),
                from,
                until,
                request.comment(),
                scope.userId(),
                now);
        db.write(scope, tx -> {
            if (store.endingAfter(tx, scope, now).size() >= MOST) {
                throw MonitoringProblem.tooMany("silences", MOST);
            }
            store.create(tx, scope, silence);
            return silence;
        });
        return silence;
    }

    void delete(Scope scope, UUID id) {
        if (!db.write(scope, tx -> store.delete(tx, scope, id))) {
            throw CommonProblem.notFound("silence", id.toString());
        }
    }

    private static Map<String, String> labels(@Nullable Map<String, @Nullable String> said) {
        var labels = new TreeMap<String, String>();
        if (said != null) {
            said.forEach((name, value) -> {
                if (value == null || name.length() > LONGEST_LABEL || value.length() > LONGEST_LABEL) {
                    throw CommonProblem.badParameter("labels." + name, String.valueOf(value), "a text");
                }
                labels.put(name, value);
            });
        }
        return labels;
    }
}
