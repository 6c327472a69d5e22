package io.opscope.monitoring.pipeline;

import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Statement;
import io.opscope.monitoring.pipeline.run.End;
import io.opscope.monitoring.pipeline.run.Kind;
import io.opscope.monitoring.pipeline.run.Line;
import io.opscope.monitoring.pipeline.run.Lines;
import io.opscope.monitoring.pipeline.run.Names;
import io.opscope.monitoring.pipeline.run.RunState;
import io.opscope.monitoring.pipeline.run.Told;
import io.opscope.monitoring.pipeline.run.Trigger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs as rows of the tables, and back. */
final class RunRows {

    private RunRows() {}

    static RunState state(Row row, Lines log) {
        return new RunState(
                row.instant("first_at"),
                row.instant("last_at"),
                row.maybeInstant("started_at").orElse(null),
                end(row),
                row.flag("is_told"),
                row.maybeInteger("most_rows").orElse(null),
                row.maybeInteger("most_bytes").orElse(null),
                row.maybeInteger("most_errors").orElse(null),
                row.maybeText("began_by")
                        .map(word -> new Told(row.instant("began_by_at"), Trigger.valueOf(word)))
                        .orElse(null),
                row.maybeInstant("nominal_at").orElse(null),
                row.maybeText("parent").orElse(null),
                new Names(row.<String>maybeArray("inputs").orElse(List.of())),
                new Names(row.<String>maybeArray("outputs").orElse(List.of())),
                log);
    }

    /** The log of a row that may have none. */
    static Lines log(Row row) {
        var times = row.<Long>maybeArray("at_us").orElse(List.of());
        if (times.isEmpty()) {
            return Lines.NONE;
        }
        var positions = row.<Long>array("position");
        var levels = row.<String>array("level");
        var messages = row.<String>array("message");
        var lines = new ArrayList<Line>(times.size());
        for (int i = 0; i < times.size(); i++) {
            var at = Instant.EPOCH.plus(times.get(i), ChronoUnit.MICROS);
            lines.add(new Line(at, positions.get(i).intValue(), levels.get(i), messages.get(i)));
        }
        return new Lines(lines, row.flag("is_cut"));
    }

    /** Sets what add-run.sql and change-run.sql share. */
    static Statement bind(Statement statement, RunState state) {
        var end = state.end();
        var began = state.began();
        return statement
                .set("first_at", state.firstAt())
                .set("last_at", state.lastAt())
                .set("started_at", state.startedAt())
                .set("ended_at", end == null ? null : end.at())
                .set("outcome", end == null ? null : end.kind().name())
                .set("end_rows", end == null ? null : end.rows())
                .set("end_errors", end == null ? null : end.errors())
                .set("is_told", state.isTold())
                .set("most_rows", state.mostRows())
                .set("most_bytes", state.mostBytes())
                .set("most_errors", state.mostErrors())
                .set("began_by", began == null ? null : began.trigger().name())
                .set("began_by_at", began == null ? null : began.at())
                .set("nominal_at", state.nominalAt())
                .set("parent", state.parent())
                .setArray("inputs", "text", state.inputs().names())
                .setArray("outputs", "text", state.outputs().names());
    }

    static Statement bind(Statement statement, Lines log) {
        var lines = log.kept();
        return statement
                .setArray(
                        "at",
                        "bigint",
                        lines.stream()
                                .map(line -> ChronoUnit.MICROS.between(Instant.EPOCH, line.at()))
                                .toList())
                .setArray(
                        "position",
                        "bigint",
                        lines.stream().map(line -> (long) line.position()).toList())
                .setArray("level", "text", lines.stream().map(Line::level).toList())
                .setArray("message", "text", lines.stream().map(Line::message).toList())
                .set("is_cut", log.cut());
    }

    private static @Nullable End end(Row row) {
        return row.maybeText("outcome")
                .map(kind -> new End(
                        Kind.valueOf(kind),
                        row.instant("ended_at"),
                        row.maybeInteger("end_rows").orElse(null),
                        row.maybeInteger("end_errors").orElse(null)))
                .orElse(null);
    }
}
