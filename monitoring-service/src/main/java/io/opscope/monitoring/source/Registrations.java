package io.opscope.monitoring.source;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.monitoring.MonitoringProblem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be done with registered sources; each is checked as far as that goes without asking anybody. */
@ApplicationScoped
class Registrations {

    private static final int LONGEST_PASSWORD = 1000;

    private final SourceStore store;
    private final Credentials credentials;
    private final SourceGuard guard;
    private final Roster roster;

    Registrations(SourceStore store, Credentials credentials, SourceGuard guard, Roster roster) {
        this.store = store;
        this.credentials = credentials;
        this.guard = guard;
        this.roster = roster;
    }

    RegisteredSource create(Scope scope, SourceRequest request) {
        var fields = allowed(scope, SourceFields.of(request));
        var id = request.id() == null ? UUID.randomUUID().toString() : request.id();
        var row = new RegisteredSource();
        row.tenant = scope.tenant();
        row.id = id;
        row.take(fields);
        // as it is read back
        row.registeredAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
        row.edition = 1;
        row.sealed = sealed(row.key(), fields, request.password());
        if (!store.create(row)) {
            throw MonitoringProblem.dataSourceExists(id);
        }
        roster.refresh();
        return row;
    }

    List<RegisteredSource> all(Scope scope) {
        return store.of(scope.tenant());
    }

    RegisteredSource find(Scope scope, String id) {
        return store.find(new SourceKey(scope.tenant(), id)).orElseThrow(() -> MonitoringProblem.unknownDataSource(id));
    }

    /** A password is for one server, kind of connection and user: it does not follow when one of them changes. */
    RegisteredSource change(Scope scope, String id, SourceRequest request) {
        var row = changeable(scope, id);
        if (request.id() != null && !request.id().equals(id)) {
            throw CommonProblem.badParameter("id", request.id(), "the id it has: it is never changed");
        }
        if (request.type() != null && row.isMart() != request.type().equals(RegisteredSource.MART)) {
            throw CommonProblem.badParameter("type", request.type(), "a mart stays one, and a server a server");
        }
        var before = row.fields();
        var fields = allowed(scope, before.with(request));
        var kept = fields.sharesPasswordWith(before) ? row.sealed : null;
        var sealed = request.password() == null ? kept : sealed(row.key(), fields, request.password());
        if (!store.change(row.key(), row.edition, fields, sealed)) {
            throw MonitoringProblem.dataSourceChanged(id);
        }
        roster.refresh();
        return find(scope, id);
    }

    void delete(Scope scope, String id) {
        var row = changeable(scope, id);
        if (store.martsOf(row.key()) > 0) {
            throw MonitoringProblem.dataSourceInUse(id);
        }
        store.remove(row.key());
        roster.refresh();
    }

    private RegisteredSource changeable(Scope scope, String id) {
        var row = find(scope, id);
        if (row.own) {
            throw MonitoringProblem.dataSourceConfigured(id);
        }
        return row;
    }

    private SourceFields allowed(Scope scope, SourceFields fields) {
        if (fields.host() != null && fields.port() != null && guard.refuses(fields.host(), fields.port())) {
            throw CommonProblem.badParameter(
                    "host",
                    fields.host() + " port " + fields.port(),
                    "a host that opscope.sources.hosts (OPSCOPE_SOURCES_HOSTS) of the monitoring service lists, at a port"
                            + " that opscope.sources.ports allows; whoever runs it adds the host and starts it again");
        }
        if (fields.nodeExporter() != null
                && NodeExporter.of(fields.nodeExporter(), null)
                        .filter(guard::refuses)
                        .isPresent()) {
            throw CommonProblem.badParameter(
                    "node_exporter",
                    fields.nodeExporter(),
                    "an address at a host that opscope.sources.hosts (OPSCOPE_SOURCES_HOSTS) of the monitoring service"
                            + " lists, at a port that opscope.sources.exporter-ports allows");
        }
        if (fields.parent() != null) {
            var parent = store.find(new SourceKey(scope.tenant(), fields.parent()));
            if (parent.isEmpty() || parent.get().isMart()) {
                throw CommonProblem.badParameter("source", fields.parent(), "the id of a source that is no mart");
            }
        }
        return fields;
    }

    private byte @Nullable [] sealed(SourceKey key, SourceFields fields, @Nullable String password) {
        if (fields.isMart()) {
            if (password != null) {
                throw CommonProblem.badParameter(
                        "password", "", "none: a mart is read as the source it is a schema of");
            }
            return null;
        }
        if (password == null) {
            return null;
        }
        if (password.isEmpty() || password.length() > LONGEST_PASSWORD || password.indexOf('\0') >= 0) {
            throw CommonProblem.badParameter("password", "", "1 to " + LONGEST_PASSWORD + " characters");
        }
        return credentials.sealed(key, password);
    }
}
