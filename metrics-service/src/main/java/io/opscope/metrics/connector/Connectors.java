package io.opscope.metrics.connector;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.net.HostRefusedException;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.metrics.problem.MetricsProblem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be done with connectors: each is checked as far as that goes without connecting. */
@ApplicationScoped
class Connectors {

    private static final int LONGEST_PASSWORD = 1000;

    private final ConnectorStore store;
    private final Sources sources;
    private final PasswordSeal seal;
    private final ConnectorJob job;

    Connectors(ConnectorStore store, Sources sources, PasswordSeal seal, ConnectorJob job) {
        this.store = store;
        this.sources = sources;
        this.seal = seal;
        this.job = job;
    }

    Connector create(Scope scope, ConnectorRequest request) {
        var definition = checked(Definition.of(request));
        var id = UUID.randomUUID();
        store.create(scope, id, definition, sealed(id, request.password()));
        return find(scope, id);
    }

    List<Connector> all(Scope scope) {
        return store.all(scope);
    }

    Connector find(Scope scope, UUID id) {
        return store.find(scope, id).orElseThrow(() -> CommonProblem.notFound("connector", id.toString()));
    }

    /** A password is for one server, user and kind of connection: it does not follow when one of them changes. */
    Connector change(Scope scope, UUID id, ConnectorRequest request) {
        var now = find(scope, id);
        var definition = checked(now.definition().with(request));
        var kept = definition.sharesPasswordWith(now.definition()) ? now.sealed() : null;
        var sealed = request.password() == null ? kept : sealed(id, request.password());
        if (!store.change(scope, now, definition, sealed)) {
            throw MetricsProblem.connectorChanged(id.toString());
        }
        return find(scope, id);
    }

    void delete(Scope scope, UUID id) {
        if (!store.delete(scope, id)) {
            throw CommonProblem.notFound("connector", id.toString());
        }
    }

    ConnectionTrial test(Scope scope, UUID id) {
        return sources.test(find(scope, id));
    }

    Connector run(Scope scope, UUID id) {
        find(scope, id);
        job.runNow(scope.tenant(), id);
        return find(scope, id);
    }

    private byte[] sealed(UUID id, @Nullable String password) {
        if (password == null || password.isEmpty() || password.length() > LONGEST_PASSWORD) {
            throw CommonProblem.badParameter("password", "", "1 to " + LONGEST_PASSWORD + " characters");
        }
        return seal.sealed(id, password);
    }

    private Definition checked(Definition definition) {
        sources.mapping(definition);
        try {
            sources.check(definition.host(), definition.port());
        } catch (HostRefusedException e) {
            throw CommonProblem.badParameter(
                    "host",
                    definition.host(),
                    "one that has an address and that opscope.connectors.hosts (OPSCOPE_CONNECTORS_HOSTS) of the metrics"
                            + " service lists; others may not be called");
        }
        return definition;
    }
}
