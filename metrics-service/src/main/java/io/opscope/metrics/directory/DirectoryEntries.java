package io.opscope.metrics.directory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of the users, tools, campaigns, accounts and routes that records speak of. A plain user sees themselves,
 * the accounts they own with those accounts' campaigns, and every tool and route; the rest is not there for them.
 */
@ApplicationScoped
public class DirectoryEntries {

    private static final Sql PUT = Sql.file(DirectoryEntries.class, "put.sql");
    private static final Sql GET = Sql.file(DirectoryEntries.class, "get.sql");
    private static final Sql REMOVE = Sql.file(DirectoryEntries.class, "remove.sql");
    private static final Sql DISOWN = Sql.file(DirectoryEntries.class, "disown.sql");
    private static final Sql ALL = Sql.file(DirectoryEntries.class, "all.sql");

    private final Database db;
    private final ObjectMapper json;

    DirectoryEntries(Database db, ObjectMapper json) {
        this.db = db;
        this.json = json;
    }

    /** The user of this id, if the directory has one that the caller may see. */
    public Optional<UserEntry> user(Scope scope, String id) {
        return get(scope, "users", id, UserEntry.class);
    }

    /** Every user whom the caller may see, by id. */
    public Map<String, UserEntry> users(Scope scope) {
        return all(scope, "users", UserEntry.class);
    }

    /** The tool of this id, if the directory has one. */
    public Optional<ToolEntry> tool(Scope scope, String id) {
        return get(scope, "tools", id, ToolEntry.class);
    }

    /** Every tool by id. */
    public Map<String, ToolEntry> tools(Scope scope) {
        return all(scope, "tools", ToolEntry.class);
    }

    /** The campaign of this id, if the directory has one that the caller may see. */
    public Optional<CampaignEntry> campaign(Scope scope, String id) {
        return get(scope, "campaigns", id, CampaignEntry.class);
    }

    /** Every campaign that the caller may see, by id. */
    public Map<String, CampaignEntry> campaigns(Scope scope) {
        return all(scope, "campaigns", CampaignEntry.class);
    }

    /** The account of this id, if the directory has one that the caller may see. */
    public Optional<AccountEntry> account(Scope scope, String id) {
        return get(scope, "accounts", id, AccountEntry.class);
    }

    /** Every account that the caller may see, by id. */
    public Map<String, AccountEntry> accounts(Scope scope) {
        return all(scope, "accounts", AccountEntry.class);
    }

    /** The route of this id, if the directory has one. */
    public Optional<RouteEntry> route(Scope scope, String id) {
        return get(scope, "routes", id, RouteEntry.class);
    }

    /** Every route by id. */
    public Map<String, RouteEntry> routes(Scope scope) {
        return all(scope, "routes", RouteEntry.class);
    }

    /** Forgets a user with the transaction; tells whether there was one. */
    public boolean removeUser(Tx tx, Scope scope, String id) {
        return REMOVE.on(tx)
                        .set("tenant", scope.tenant())
                        .set("kind", "users")
                        .set("id", id)
                        .run()
                > 0;
    }

    /** Takes a user, with the transaction, from the owners of every account. */
    public void disown(Tx tx, Scope scope, String user) {
        DISOWN.on(tx).set("tenant", scope.tenant()).set("user", user).run();
    }

    void put(Scope scope, String kind, String id, Object entry) {
        db.write(scope, tx -> PUT.on(tx)
                .set("tenant", scope.tenant())
                .set("kind", kind)
                .set("id", id)
                .set("body", written(entry))
                .run());
    }

    private <T> Optional<T> get(Scope scope, String kind, String id, Class<T> type) {
        return db.read(scope, tx -> GET.on(tx)
                .set("tenant", scope.tenant())
                .set("user", scope.onlyUser().orElse(null))
                .set("kind", kind)
                .set("id", id)
                .first(row -> parsed(row.text("body"), type)));
    }

    private <T> Map<String, T> all(Scope scope, String kind, Class<T> type) {
        return db.read(scope, tx -> {
            var entries = new HashMap<String, T>();
            ALL.on(tx)
                    .set("tenant", scope.tenant())
                    .set("user", scope.onlyUser().orElse(null))
                    .set("kind", kind)
                    .list(row -> entries.put(row.text("id"), parsed(row.text("body"), type)));
            return entries;
        });
    }

    private String written(Object entry) {
        try {
            return json.writeValueAsString(entry);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private <T> T parsed(String body, Class<T> type) {
        try {
            return json.readValue(body, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A directory entry of another shape", e);
        }
    }
}
