package io.opscope.gateway.identity;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** What the database says about a session or a key that somebody shows. */
@ApplicationScoped
class CredentialQueries {

    private static final Sql SESSION_STATE = Sql.file(CredentialQueries.class, "session_state.sql");
    private static final Sql KEY_STATE = Sql.file(CredentialQueries.class, "key_state.sql");
    private static final Sql TENANT_STATE = Sql.file(CredentialQueries.class, "tenant_state.sql");

    private final DataSource db;

    CredentialQueries(DataSource db) {
        this.db = db;
    }

    /** The session's account as it is now; empty when the session is over, or the account or its tenant is shut. */
    Optional<State> session(String id) {
        return SESSION_STATE
                .on(db)
                .set("id", id)
                .first(row -> new State(
                        new Scope(row.text("tenant_id"), row.text("account_id"), roles(row)),
                        row.instant("expires_at"),
                        KeyScope.EVERYTHING,
                        new byte[0]));
    }

    /** Whether anybody of a tenant is let in; empty where it is not known yet. */
    Optional<Boolean> isOpen(String tenant) {
        return TENANT_STATE.on(db).set("id", tenant).first(row -> row.flag("is_active"));
    }

    /** What a key may do now; empty when it is revoked, expired, or its account or its tenant is shut. */
    Optional<State> key(String id) {
        return KEY_STATE
                .on(db)
                .set("id", id)
                .first(row -> new State(
                        new Scope(row.text("tenant_id"), row.text("user_id"), roles(row)),
                        row.maybeInstant("expires_at").orElse(Instant.MAX),
                        KeyScope.named(List.of(row.text("scopes").split(" "))),
                        row.bytes("secret_mac")));
    }

    private static Set<String> roles(Row row) {
        var roles = row.text("roles");
        return roles.isEmpty() ? Set.of() : Set.of(roles.split(" "));
    }

    record State(Scope scope, Instant goodUntil, Set<KeyScope> scopes, byte[] secretMac) {}
}
