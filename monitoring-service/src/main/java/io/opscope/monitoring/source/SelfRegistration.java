package io.opscope.monitoring.source;

import jakarta.enterprise.context.ApplicationScoped;

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
        store.put(new Source(
                ID,
                self.tenant(),
                self.name(),
                "postgresql",
                address.host(),
                address.port(),
                address.database(),
                self.username(),
                true));
    }
}
