package io.opscope.monitoring.pipeline;

import io.opscope.monitoring.Texts;
import io.opscope.monitoring.pipeline.run.Kind;
import io.opscope.monitoring.pipeline.run.Line;
import io.opscope.monitoring.pipeline.run.Lines;
import io.opscope.monitoring.pipeline.run.Names;
import io.opscope.monitoring.pipeline.run.RunEvent;
import io.opscope.monitoring.pipeline.run.Trigger;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the events that senders of our own write. */
@ApplicationScoped
class EventReader {

    private final EventTimes times;

    EventReader(EventTimes times) {
        this.times = times;
    }

    RunEvent read(RunEventBody body) throws RejectedEventException {
        var at = times.read("at", body.at());
        var trigger = body.triggeredBy();
        return new RunEvent(
                Kind.valueOf(body.event()),
                at,
                whole(body.rows()),
                null,
                whole(body.errorCount()),
                trigger == null ? null : Trigger.of(trigger).orElse(null),
                null,
                null,
                Names.NONE,
                Names.NONE,
                lines(at, body.log()));
    }

    private Lines lines(Instant at, @Nullable List<LogEntry> log) throws RejectedEventException {
        if (log == null) {
            return Lines.NONE;
        }
        var lines = new ArrayList<Line>();
        for (int i = 0; i < log.size(); i++) {
            var entry = log.get(i);
            var its = entry.at() == null ? at : times.read("log[" + i + "].at", entry.at());
            var level = entry.level() == null ? "info" : entry.level();
            var message = entry.message() == null ? "" : entry.message();
            lines.add(new Line(its, i, level, Texts.clean(message, Lines.LONGEST)));
        }
        return Lines.of(lines);
    }

    private static @Nullable Long whole(@Nullable BigDecimal number) {
        return number == null ? null : number.longValueExact();
    }
}
