package io.opscope.monitoring.engine.mysql;

import org.jspecify.annotations.Nullable;

/** The files that server_audit has on one server, by how often they were rotated. */
@FunctionalInterface
interface AuditPieces {

    /**
     * Looks into one of them, at one instant; before the next question it may have another number.
     *
     * @param number 0 for the one that is written to, 1 for the one before it
     * @param offset bytes before the piece
     * @param length bytes of the piece at most
     * @return null when there is no such file, or none that we may read
     */
    @Nullable AuditPiece piece(int number, long offset, int length);
}
