package io.opscope.monitoring.engine.mysql;

import io.opscope.monitoring.engine.LogHead;
import io.opscope.monitoring.engine.LogPlace;
import java.time.Instant;

/** Part of a file that server_audit writes, how that file begins and how many bytes it has. */
final class AuditPiece {

    private final long size;
    private final byte[] head;
    private final byte[] bytes;

    AuditPiece(long size, byte[] head, byte[] bytes) {
        this.size = size;
        this.head = head;
        this.bytes = bytes;
    }

    long size() {
        return size;
    }

    byte[] bytes() {
        return bytes;
    }

    /** An empty file has nothing to tell it by, so it is none that a place could be in. */
    boolean isOf(LogPlace place) {
        return place.headLength() > 0 && (place.finished() || size >= place.offset()) && LogHead.isOf(place, head);
    }

    LogPlace place(long offset) {
        return new LogPlace("audit", "server_audit", LogHead.digest(head), head.length, offset, Instant.EPOCH, false);
    }
}
