package io.opscope.monitoring.alert.channel;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Keeps channels. */
@ApplicationScoped
public class ChannelStore {

    private static final Sql ALL = Sql.file(ChannelStore.class, "channels.sql");
    private static final Sql FIND = Sql.file(ChannelStore.class, "channel.sql");
    private static final Sql CREATE = Sql.file(ChannelStore.class, "create-channel.sql");
    private static final Sql CHANGE = Sql.file(ChannelStore.class, "change-channel.sql");
    private static final Sql DELETE = Sql.file(ChannelStore.class, "delete-channel.sql");
    private static final Sql RULES = Sql.file(ChannelStore.class, "rules-naming-channel.sql");
    private static final Sql DELIVERIES = Sql.file(ChannelStore.class, "deliveries.sql");

    private final Database db;
    private final TextMap texts;
    private final Duration longestCall;

    ChannelStore(Database db, TextMap texts, ChannelConfig config) {
        this.longestCall = config.connectTimeout().plus(config.timeout());
        this.db = db;
        this.texts = texts;
    }

    List<StoredChannel> all(Scope scope) {
        return db.read(scope, tx -> all(scope, tx));
    }

    /** The tenant's channels, within a transaction. */
    public List<StoredChannel> all(Scope scope, Tx tx) {
        return ALL.on(tx).set("tenant", scope.tenant()).list(this::channel);
    }

    Optional<StoredChannel> find(Scope scope, UUID id) {
        return db.read(scope, tx -> find(scope, tx, id));
    }

    /** One channel, within a transaction. */
    public Optional<StoredChannel> find(Scope scope, Tx tx, UUID id) {
        return FIND.on(tx).set("tenant", scope.tenant()).set("id", id).first(this::channel);
    }

    void create(Scope scope, StoredChannel channel) {
        db.write(scope, tx -> CREATE.on(tx)
                .set("tenant", scope.tenant())
                .set("id", channel.id())
                .set("name", channel.name())
                .set("type", channel.type())
                .set("settings", texts.written(channel.settings()))
                .set("sealed", channel.sealed())
                .set("enabled", channel.isEnabled())
                .set("by", scope.userId())
                .run());
    }

    /** Whether it was still as it was read. */
    boolean change(Scope scope, StoredChannel channel) {
        return db.write(
                scope,
                tx -> CHANGE.on(tx)
                                .set("tenant", scope.tenant())
                                .set("id", channel.id())
                                .set("name", channel.name())
                                .set("settings", texts.written(channel.settings()))
                                .set("sealed", channel.sealed())
                                .set("enabled", channel.isEnabled())
                                .set("by", scope.userId())
                                .set("changed_at", channel.trace().changedAt())
                                .run()
                        == 1);
    }

    /** The rules that tell it and keep it from being deleted; empty when it was. */
    List<String> delete(Scope scope, UUID id) {
        return db.write(scope, tx -> {
            var rules = RULES.on(tx)
                    .set("tenant", scope.tenant())
                    .set("channel", id.toString())
                    .list(row -> row.text("id"));
            if (rules.isEmpty()) {
                DELETE.on(tx).set("tenant", scope.tenant()).set("id", id).run();
            }
            return rules;
        });
    }

    Map<UUID, ChannelAnswer.Deliveries> deliveries(Scope scope) {
        var all = new HashMap<UUID, ChannelAnswer.Deliveries>();
        db.read(scope, tx -> DELIVERIES
                .on(tx)
                .set("tenant", scope.tenant())
                .set("unanswered", Outcome.NO_ANSWER)
                .set("longest", longestCall.toMillis() / 1000.0)
                .list(row -> {
                    all.put(UUID.fromString(row.text("channel_id")), deliveries(row));
                    return row;
                }));
        return all;
    }

    private static ChannelAnswer.Deliveries deliveries(Row row) {
        return new ChannelAnswer.Deliveries(
                row.integer("waiting"),
                row.integer("delivered"),
                row.integer("given_up"),
                row.maybeInstant("last_delivered").orElse(null),
                row.maybeText("last_error").orElse(null));
    }

    private StoredChannel channel(Row row) {
        return new StoredChannel(
                UUID.fromString(row.text("id")),
                row.text("name"),
                row.text("type"),
                texts.read(row.text("settings")),
                row.maybeBytes("sealed").orElse(null),
                row.flag("enabled"),
                new StoredChannel.Trace(
                        row.text("created_by"),
                        row.instant("created_at"),
                        row.text("changed_by"),
                        row.instant("changed_at")));
    }
}
