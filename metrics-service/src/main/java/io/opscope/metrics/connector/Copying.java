package io.opscope.metrics.connector;

import io.opscope.kit.sql.DatabaseUnavailableException;
import io.opscope.kit.sql.SqlFailedException;
import io.opscope.kit.sql.remote.ColumnKind;
import io.opscope.kit.sql.remote.RemoteRow;
import io.opscope.kit.sql.remote.RemoteSession;
import io.opscope.kit.sql.remote.RemoteTable;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.ingest.IngestAnswer;
import io.opscope.metrics.ingest.Intake;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Copies what is new or changed since the last run, page by page. A page's records are committed first, then the
 * watermark moves: whatever breaks in between, the page is read again, and its records are recognised by their ids.
 */
@ApplicationScoped
class Copying {

    private final ConnectorStore store;
    private final Turns turns;
    private final Sources sources;
    private final Catalogue catalogue;
    private final Intake intake;
    private final ConnectorConfig config;
    private volatile boolean stopping;

    Copying(
            ConnectorStore store,
            Turns turns,
            Sources sources,
            Catalogue catalogue,
            Intake intake,
            ConnectorConfig config) {
        this.store = store;
        this.turns = turns;
        this.sources = sources;
        this.catalogue = catalogue;
        this.intake = intake;
        this.config = config;
    }

    /** Runs the connector whose turn it is, and notes how it ended. */
    void run(Turn turn) {
        try {
            var found = store.find(turn.scope(), turn.connector());
            if (found.isPresent()) {
                var connector = found.get();
                store.finish(turn, connector.definition().pause(), copied(turn, connector));
            }
        } catch (TurnLostException e) {
            Log.debugf("Connector %s was changed, or goes on elsewhere", turn.connector());
            turns.giveBack(turn);
        } catch (DatabaseUnavailableException e) {
            Log.warnf("Connector %s has to wait for the database: %s", turn.connector(), e.getMessage());
        }
    }

    /** Runs end after the page at hand; the next ones go on from there. */
    void stop() {
        stopping = true;
    }

    /** What went wrong; null when nothing did. */
    private @Nullable String copied(Turn turn, Connector connector) {
        try (var session = sources.open(connector)) {
            copy(turn, connector, session);
            return null;
        } catch (TurnLostException e) {
            throw e;
        } catch (RunFailedException | RuntimeException e) {
            return Failures.words(e);
        }
    }

    private void copy(Turn turn, Connector connector, RemoteSession session) throws RunFailedException {
        var declared = connector.definition();
        var mapping = sources.mapping(declared);
        var table = sources.table(declared, mapping);
        var kinds = session.kinds(table);
        assertOrdered(table, kinds.get(table.key()));
        var watermark = Watermark.of(table.watermark(), kinds.get(table.watermark()));
        var rejections = new Rejections(connector.rejections());
        var kept = connector.watermark();
        var page = new RemoteTable.Page(watermark.start(kept, declared), null, config.pageRows());
        List<RemoteRow> rows;
        do {
            rows = session.read(table, page);
            if (rows.isEmpty()) {
                return;
            }
            var totals = take(turn, declared, mapping, rows, rejections);
            var last = rows.get(rows.size() - 1);
            kept = watermark.advanced(
                    kept, rows.stream().map(RemoteRow::watermark).toList(), Instant.now());
            store.advance(turn, connector, kept, totals, rejections);
            page = new RemoteTable.Page(last.watermark(), last.key(), config.pageRows());
        } while (rows.size() == config.pageRows() && !stopping);
    }

    private static void assertOrdered(RemoteTable table, @Nullable ColumnKind key) throws RunFailedException {
        if (key == ColumnKind.BYTES || key == ColumnKind.BOOLEAN) {
            throw new RunFailedException(
                    "The column '" + table.key() + "' that fills id has to be text, a number or a time");
        }
    }

    private Connector.Totals take(
            Turn turn, Definition declared, Mapping mapping, List<RemoteRow> rows, Rejections rejections) {
        var family = catalogue.family(declared.family()).orElseThrow();
        try {
            var answer = intake.take(
                    turn.scope(), family, rows.stream().map(mapping::record).toList());
            return totals(rows, answer, rejections);
        } catch (SqlFailedException e) {
            if (!e.isAboutData()) {
                throw e;
            }
            return takeOneByOne(turn, family, mapping, rows, rejections);
        }
    }

    /** One row that the database cannot take must not keep the others from being taken. */
    private Connector.Totals takeOneByOne(
            Turn turn, Family family, Mapping mapping, List<RemoteRow> rows, Rejections rejections) {
        var sum = new Connector.Totals(0, 0, 0, 0, 0);
        for (var row : rows) {
            Connector.Totals one;
            try {
                one = totals(List.of(row), intake.take(turn.scope(), family, List.of(mapping.record(row))), rejections);
            } catch (SqlFailedException e) {
                if (!e.isAboutData()) {
                    throw e;
                }
                var isNews = rejections.add(Instant.now(), row.key().toString(), "The database cannot keep it");
                one = new Connector.Totals(1, 0, 0, 0, isNews ? 1 : 0);
            }
            sum = sum.plus(one);
        }
        return sum;
    }

    private static Connector.Totals totals(List<RemoteRow> rows, IngestAnswer answer, Rejections rejections) {
        var now = Instant.now();
        var rejected = 0L;
        for (var refused : answer.rejected()) {
            var key = rows.get(Math.toIntExact(refused.index())).key().toString();
            if (rejections.add(now, key, refused.problem())) {
                rejected++;
            }
        }
        return new Connector.Totals(rows.size(), answer.accepted(), answer.updated(), answer.duplicates(), rejected);
    }
}
