package io.opscope.kit.sql;

import io.quarkus.arc.InjectableInstance;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Keeps a service from starting on a PostgreSQL that may lose what it has acknowledged. */
@ApplicationScoped
class DurabilityCheck {

    private static final Sql DURABILITY = Sql.file(DurabilityCheck.class, "durability.sql");

    private final InjectableInstance<DataSource> db;
    private final DurabilityConfig config;

    DurabilityCheck(InjectableInstance<DataSource> db, DurabilityConfig config) {
        this.db = db;
        this.config = config;
    }

    void check(@Observes StartupEvent event) {
        if (!config.mayLoseData()) {
            // a service without tables of its own has none that is active
            db.listActive().forEach(DurabilityCheck::check);
        }
    }

    private static void check(DataSource active) {
        try {
            assertDurable(active);
        } catch (DatabaseUnavailableException e) {
            Log.warnf("Whether the database keeps what it acknowledges cannot be asked now: %s", e.getMessage());
        }
    }

    /** @throws IllegalStateException when the server may lose what it has acknowledged */
    static void assertDurable(DataSource db) {
        var wrong = DURABILITY.on(db).first(DurabilityCheck::wrong).orElse(List.of());
        if (!wrong.isEmpty()) {
            throw new IllegalStateException("This PostgreSQL may lose what it has acknowledged: "
                    + String.join(", ", wrong) + ". Set them on; Opscope does not start without.");
        }
    }

    /** {@code local}, {@code remote_write} and the like still write to this server's disk before they acknowledge. */
    private static List<String> wrong(Row settings) {
        var wrong = new ArrayList<String>();
        for (var name : List.of("fsync", "synchronous_commit")) {
            if (settings.text(name).equals("off")) {
                wrong.add(name + " = off");
            }
        }
        return wrong;
    }
}
