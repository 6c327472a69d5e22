package io.opscope.monitoring.statement;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.kit.testing.Superuser;
import io.opscope.monitoring.engine.Engine;
import io.opscope.monitoring.source.Roster;
import io.opscope.monitoring.source.Source;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Consumer;

/** Follows statements as often as is said, and otherwise as a service does that nothing is set for. */
@ApplicationScoped
public class TestTrails {

    private final Roster roster;
    private final StatementStore store;

    TestTrails(Roster roster, StatementStore store) {
        this.roster = roster;
        this.store = store;
    }

    public Consumer<RemoteLine> of(Source source, Engine engine, Duration every) {
        return new StatementTrails(roster, store, new Settings(every, Duration.ofHours(24), 20, 10, 100))
                .at(source, engine);
    }

    /** How many intervals of a source there are, and how many statements are kept of them. */
    public Kept kept(Source source) {
        return Sql.text("SELECT (SELECT count(*) FROM statement_interval WHERE source_id = :source) AS"
                        + " intervals, (SELECT count(*) FROM statement_cost WHERE source_id = :source) AS statements")
                .on(Superuser.of("monitoring"))
                .set("source", source.id())
                .first(row -> new Kept(row.integer("intervals"), row.integer("statements")))
                .orElseThrow();
    }

    /** What the tables hold of a source. */
    public record Kept(long intervals, long statements) {}

    private record Settings(Duration every, Duration keep, int byTotal, int byMean, int most)
            implements StatementConfig {}
}
