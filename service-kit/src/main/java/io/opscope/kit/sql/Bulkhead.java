package io.opscope.kit.sql;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets so many of one kind of work at the database at once; the others wait for their turn, in order. */
final class Bulkhead {

    private final String what;
    private final Semaphore places;
    private final Duration patience;

    /** @param what the work is, for whoever is refused */
    Bulkhead(String what, int places, Duration patience) {
        this.what = what;
        this.places = new Semaphore(places, true);
        this.patience = patience;
    }

    /** To be given back with {@link #leave()}. */
    void enter() throws SQLException {
        try {
            if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SQLTransientException("As many " + what + " as can be are under way", "53300");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientException("Interrupted while waiting for other " + what, "57014", e);
        }
    }

    void leave() {
        places.release();
    }
}
