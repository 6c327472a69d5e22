package io.opscope.monitoring.engine.mysql;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.monitoring.engine.LogBytes;
import io.opscope.monitoring.engine.LogFiles;
import io.opscope.monitoring.engine.LogHead;
import io.opscope.monitoring.engine.LogPlace;
import io.opscope.monitoring.engine.LogReading;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The files that MariaDB's server_audit writes. LOAD_FILE is the one way to them over SQL. */
@ApplicationScoped
class ServerAuditFiles implements LogFiles {

    private static final Sql PIECE = Sql.file(ServerAuditFiles.class, "audit-piece.sql");

    @Override
    public Set<String> types() {
        return Set.of("mysql", "mariadb");
    }

    @Override
    public LogReading read(RemoteLine line, @Nullable LogPlace place, int bytes) {
        return MysqlEngine.asking(() -> {
            var audit = ServerAudit.of(line);
            var lack = audit.lack();
            return lack == null ? read(line, audit, place, bytes) : LogReading.none(lack);
        });
    }

    private static LogReading read(RemoteLine line, ServerAudit audit, @Nullable LogPlace place, int bytes) {
        var trail = new AuditTrail(
                (number, offset, length) -> piece(line, audit, number, offset, length), audit.rotations());
        var stretch = trail.after(place, bytes);
        return stretch == null
                ? LogReading.none(audit.unreadable())
                : new LogReading(
                        stretch.pieces(),
                        stretch.next(),
                        stretch.behindBytes(),
                        audit.zone(),
                        line.server().username(),
                        stretch.isHeldUp() ? audit.heldUp() : audit.hidden());
    }

    private static @Nullable AuditPiece piece(RemoteLine line, ServerAudit audit, int number, long offset, int length) {
        return PIECE.on(line.tx())
                .set("path", audit.path(number))
                .set("head", LogHead.LENGTH)
                .set("offset", offset)
                .set("length", length)
                .first(row -> row.maybeInteger("size")
                        .map(size -> new AuditPiece(
                                size,
                                LogBytes.atMost(LogHead.LENGTH, row.bytes("head")),
                                LogBytes.atMost(length, row.bytes("bytes")))))
                .flatMap(Function.identity())
                .orElse(null);
    }
}
