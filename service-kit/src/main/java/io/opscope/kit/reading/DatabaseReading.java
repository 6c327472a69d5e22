package io.opscope.kit.reading;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How a replica uses its database.
 *
 * @param activeConnections handed out by the pool at this moment, the one included that watches whether the database answers
 * @param statements run over the window
 * @param totalMillis that these took, all together
 * @param slowStatements of these, those that took over a second
 */
@RegisterForReflection
public record DatabaseReading(long activeConnections, long statements, double totalMillis, long slowStatements) {

    /** Milliseconds; 0 without a statement. */
    public double meanMillis() {
        return statements == 0 ? 0 : totalMillis / statements;
    }

    static DatabaseReading sum(DatabaseReading one, DatabaseReading other) {
        return new DatabaseReading(
                one.activeConnections + other.activeConnections,
                one.statements + other.statements,
                one.totalMillis + other.totalMillis,
                one.slowStatements + other.slowStatements);
    }
}
