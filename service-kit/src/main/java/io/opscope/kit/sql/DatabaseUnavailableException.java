package io.opscope.kit.sql;

import java.sql.SQLException;

/** The database cannot be reached or cannot serve right now; the same call may succeed later. */
public class DatabaseUnavailableException extends SqlFailedException {

    private static final String DISK_FULL = "53100";

    DatabaseUnavailableException(String message, SQLException cause) {
        super(message, cause);
    }

    /** Whether it has no room left, which somebody has to see to. */
    public boolean isFull() {
        return state().equals(DISK_FULL);
    }
}
