package io.opscope.kit.sql;

import java.sql.SQLException;

/** The database cannot be reached or cannot serve right now; the same call may succeed later. */
public class DatabaseUnavailableException extends SqlFailedException {

    DatabaseUnavailableException(String message, SQLException cause) {
        super(message, cause);
    }
}
