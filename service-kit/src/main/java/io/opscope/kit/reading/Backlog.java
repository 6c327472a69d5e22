package io.opscope.kit.reading;

import java.util.OptionalLong;

/** Where work waits in a service; each bean of this type is told of in the replica's readings. */
public interface Backlog {

    /** What waits, in one word; the same in all replicas. */
    String name();

    /** How many pieces wait at this moment, answered from memory; empty when that is not known. */
    OptionalLong depth();

    /** Whether all replicas of the service wait for the same pieces, so that they are not added up. */
    default boolean isShared() {
        return false;
    }
}
