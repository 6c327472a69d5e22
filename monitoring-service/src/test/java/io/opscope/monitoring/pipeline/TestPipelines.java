package io.opscope.monitoring.pipeline;

import io.opscope.kit.auth.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Registers pipelines, and has runs of theirs, while the service runs. */
@ApplicationScoped
public class TestPipelines {

    private final PipelineStore store;
    private final Intake intake;

    TestPipelines(PipelineStore store, Intake intake) {
        this.store = store;
        this.intake = intake;
    }

    /** A pipeline with one run that has ended, both with a word that can be looked for. */
    public void add(String tenant, String id, String word, long rows) {
        var scope = new Scope(tenant, "somebody", Set.of());
        store.declare(scope, id, new PipelineBody("Pipeline " + word, word, word, null, null, null));
        var now = Instant.now().toString();
        for (var event : List.of("START", "COMPLETE")) {
            intake.take(
                    scope,
                    id,
                    new RunEventBody(
                            "run-" + word,
                            event,
                            now,
                            BigDecimal.valueOf(rows),
                            null,
                            null,
                            List.of(LogEntry.of(word))));
        }
    }
}
