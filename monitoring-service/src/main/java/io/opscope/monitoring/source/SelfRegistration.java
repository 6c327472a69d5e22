package io.opscope.monitoring.source;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Makes the suite's own database a source like any other. */
@ApplicationScoped
public class SelfRegistration {

    /** The id it is registered under. */
    public static final String ID = "opscope";

    private final SourceStore store;
    private final SelfConfig self;

    SelfRegistration(SourceStore store, SelfConfig self) {
        this.store = store;
        this.self = self;
    }

    /** Registers it, or brings its registration in line with the configuration. */
    public void register() {
        var address = JdbcAddress.of(self.url());
        var row = new RegisteredSource();
        row.tenant = self.tenant();
        row.id = ID;
        row.name = self.name();
        row.type = "postgresql";
        row.host = address.host();
        row.port = address.port();
        row.database = address.database();
        row.username = self.username();
        row.tls = self.tls();
        row.own = true;
        row.registeredAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
        row.edition = 1;
        store.put(row);
    }
}
