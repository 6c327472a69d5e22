package io.opscope.monitoring.alert.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Tx;
import io.opscope.monitoring.alert.channel.ChannelStore;
import io.opscope.monitoring.alert.channel.Message;
import io.opscope.monitoring.alert.channel.StoredChannel;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What is to be told. It is written in the transaction that found the reason for it, so that neither is there without the
 * other, and stays until it was told or given up.
 */
@ApplicationScoped
public class Outbox {

    private static final Sql ENQUEUE = Sql.file(Outbox.class, "enqueue.sql");
    private static final Sql ENQUEUE_TURN = Sql.file(Outbox.class, "enqueue-turn.sql");
    private static final Sql WAITING = Sql.file(Outbox.class, "waiting.sql");
    private static final Sql CLAIM = Sql.file(Outbox.class, "claim.sql");
    private static final Sql MESSAGE = Sql.file(Outbox.class, "message.sql");
    private static final Sql LEAVE = Sql.file(Outbox.class, "leave.sql");
    private static final Sql END = Sql.file(Outbox.class, "end.sql");
    private static final Sql POSTPONE = Sql.file(Outbox.class, "postpone.sql");
    private static final Sql NOTE_FAILURE = Sql.file(Outbox.class, "note-failure.sql");
    private static final Sql NOTE_HOLD = Sql.file(Outbox.class, "note-hold.sql");
    private static final Sql HOLD_CHANNEL = Sql.file(Outbox.class, "hold-channel.sql");
    private static final Sql HOLD_STREAM = Sql.file(Outbox.class, "hold-stream.sql");
    private static final Sql ADVANCE = Sql.file(Outbox.class, "advance.sql");
    private static final Sql ADVANCE_ALL = Sql.file(Outbox.class, "advance-all.sql");
    private static final Sql DEPTH = Sql.file(Outbox.class, "depth.sql");
    private static final Sql FORGET = Sql.file(Outbox.class, "forget.sql");

    private final Database db;
    private final DataSource everyTenant;
    private final ChannelStore channels;
    private final ObjectMapper json;
    private final DeliveryConfig config;

    Outbox(Database db, DataSource everyTenant, ChannelStore channels, ObjectMapper json, DeliveryConfig config) {
        this.channels = channels;
        this.db = db;
        this.everyTenant = everyTenant;
        this.json = json;
        this.config = config;
    }

    /** Has a channel told something once this transaction is committed, after what it was to be told of the rule before. */
    public void put(Tx tx, StoredChannel channel, Message message) {
        var id = UUID.randomUUID();
        var own = message.as(id);
        ENQUEUE.on(tx)
                .set("tenant", own.tenant())
                .set("id", id)
                .set("channel", channel.id())
                .set("rule", own.rule().ruleId())
                .set("message", written(own))
                .run();
        hold(tx, own.tenant(), channel.id(), own.rule().ruleId());
        ENQUEUE_TURN
                .on(tx)
                .set("tenant", own.tenant())
                .set("id", id)
                .set("channel", channel.id())
                .set("rule", own.rule().ruleId())
                .run();
    }

    /** Whether a channel has yet to be told something of a rule. */
    public boolean isWaiting(Tx tx, Scope scope, StoredChannel channel, String rule) {
        return WAITING.on(tx)
                .set("tenant", scope.tenant())
                .set("channel", channel.id())
                .set("rule", rule)
                .first(row -> row.flag("waiting"))
                .orElseThrow();
    }

    /** Forgets some deliveries of a tenant that ended long ago. */
    public int forgetBefore(Scope scope, Instant floor) {
        return db.write(scope, tx -> FORGET.on(tx)
                .set("tenant", scope.tenant())
                .set("floor", floor)
                .run());
    }

    /** The delivery that has been due for longest, of any tenant. */
    Optional<Claim> claim() {
        var owner = UUID.randomUUID();
        return CLAIM.on(everyTenant)
                .set("owner", owner)
                .set("lease", (double) config.lease().toSeconds())
                .first(row -> new Claim(
                        row.integer("seq"),
                        row.text("tenant_id"),
                        UUID.fromString(row.text("delivery_id")),
                        UUID.fromString(row.text("channel_id")),
                        row.text("stream"),
                        Math.toIntExact(row.integer("attempts")),
                        row.instant("created_at"),
                        owner));
    }

    /** What is to be told, and by which channel; empty when the delivery is gone. */
    Optional<Content> content(Claim claim) {
        return db.chore(claim.scope(), tx -> MESSAGE.on(tx)
                .set("tenant", claim.tenant())
                .set("id", claim.delivery())
                .first(row -> read(row.text("message")))
                .map(message -> new Content(
                        message,
                        channels.find(claim.scope(), tx, claim.channel()).orElse(null))));
    }

    /** Ends a delivery, well or not; does nothing when another replica has it by now. */
    boolean end(Claim claim, boolean delivered, @Nullable String reason) {
        return db.write(claim.scope(), tx -> {
            hold(tx, claim.tenant(), claim.channel(), claim.stream());
            if (LEAVE.on(tx).set("seq", claim.seq()).set("owner", claim.owner()).run() == 0) {
                return false;
            }
            ADVANCE.on(tx)
                    .set("tenant", claim.tenant())
                    .set("channel", claim.channel())
                    .set("stream", claim.stream())
                    .run();
            END.on(tx)
                    .set("tenant", claim.tenant())
                    .set("id", claim.delivery())
                    .set("state", delivered ? "delivered" : "given_up")
                    .set("attempts", claim.attempts())
                    .set("error", reason)
                    .run();
            return true;
        });
    }

    /** Leaves a channel alone that asked for it: nothing is sent there until then, and nothing that is written meanwhile. */
    void hold(Claim claim, Duration pause) {
        for (var sql : List.of(NOTE_HOLD, HOLD_CHANNEL)) {
            sql.on(everyTenant)
                    .set("tenant", claim.tenant())
                    .set("channel", claim.channel())
                    .set("pause", pause.toMillis() / 1000.0)
                    .run();
        }
    }

    /** Has a delivery tried again. */
    void postpone(Claim claim, Duration pause, String reason) {
        db.write(claim.scope(), tx -> {
            var seconds = pause.toMillis() / 1000.0;
            var mine = POSTPONE.on(tx)
                    .set("seq", claim.seq())
                    .set("owner", claim.owner())
                    .set("pause", seconds)
                    .run();
            if (mine == 1) {
                NOTE_FAILURE
                        .on(tx)
                        .set("tenant", claim.tenant())
                        .set("id", claim.delivery())
                        .set("attempts", claim.attempts())
                        .set("error", reason)
                        .run();
            }
            return mine;
        });
    }

    /** Puts right what replicas of an earlier version left undone; returns how much that was. */
    int advanceAll() {
        return ADVANCE_ALL.on(everyTenant).run();
    }

    Depth depth() {
        return DEPTH.on(everyTenant)
                .first(row -> new Depth(row.integer("waiting"), row.number("oldest")))
                .orElse(new Depth(0, 0));
    }

    private static void hold(Tx tx, String tenant, UUID channel, String stream) {
        HOLD_STREAM
                .on(tx)
                .set("tenant", tenant)
                .set("channel", channel.toString())
                .set("stream", stream)
                .first(row -> row.flag("held"));
    }

    private String written(Message message) {
        try {
            return json.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Message read(String text) {
        try {
            return json.readValue(text, Message.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A message of another shape is kept", e);
        }
    }

    /** @param channel null when it was deleted */
    record Content(Message message, @Nullable StoredChannel channel) {}

    /** @param oldestSeconds how long the oldest has been waiting */
    record Depth(long waiting, double oldestSeconds) {}
}
