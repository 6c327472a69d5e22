package io.opscope.monitoring.accesslog;

import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.monitoring.engine.LogFiles;
import io.opscope.monitoring.engine.LogReading;
import io.opscope.monitoring.engine.Privilege;
import io.opscope.monitoring.engine.PrivilegeCheck;
import io.opscope.monitoring.engine.SourceFailure;
import io.opscope.monitoring.source.Source;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayList;
import java.util.List;

/** Whether a server's log can be read, by reading of it, and what is not written there. */
@ApplicationScoped
class LogPrivileges implements PrivilegeCheck {

    private static final String WHAT = "access logs";

    /** As little as shows that it can be read; of a log that is longer, none is. */
    private static final int BYTES = 1;

    private final Instance<LogFiles> files;

    LogPrivileges(@Any Instance<LogFiles> files) {
        this.files = files;
    }

    @Override
    public List<Privilege> of(Source source, RemoteLine line) {
        if (source.asMart().isPresent()) {
            return List.of();
        }
        return files.stream()
                .filter(each -> each.types().contains(source.server().type()))
                .findFirst()
                .map(each -> of(reading(each, line)))
                .orElse(List.of());
    }

    private static LogReading reading(LogFiles files, RemoteLine line) {
        try {
            return files.read(line, null, BYTES);
        } catch (SourceFailure e) {
            return LogReading.none(LogWatch.failed(e));
        }
    }

    private static List<Privilege> of(LogReading reading) {
        var isRead = reading.next() != null;
        var found = new ArrayList<Privilege>();
        if (isRead) {
            found.add(Privilege.works(WHAT));
        }
        for (var lack : reading.missing()) {
            found.add(Privilege.missing(isRead ? WHAT + ": " + lack.field() : WHAT, lack));
        }
        return found;
    }
}
