package io.opscope.monitoring.alert;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Tx;
import io.opscope.monitoring.alert.channel.ChannelStore;
import io.opscope.monitoring.alert.channel.Channels;
import io.opscope.monitoring.alert.channel.Message;
import io.opscope.monitoring.alert.channel.StoredChannel;
import io.opscope.monitoring.alert.delivery.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Has a rule's channels told, in the transaction that found the reason for it. */
@ApplicationScoped
class Teller {

    /** Stands in for the id of the delivery, of which there is one for each channel. */
    private static final UUID NONE_YET = new UUID(0, 0);

    private final ChannelStore channels;
    private final Channels known;
    private final Outbox outbox;

    Teller(ChannelStore channels, Channels known, Outbox outbox) {
        this.channels = channels;
        this.known = known;
        this.outbox = outbox;
    }

    /** Everything that one evaluation has to tell a channel goes there as one message. */
    void tell(Tx tx, Scope scope, Rule rule, List<Telling> tellings, Instant at) {
        if (tellings.isEmpty()) {
            return;
        }
        for (var channel : channels.all(scope, tx)) {
            var items = tellings.stream()
                    .filter(telling -> telling.channels().contains(channel.id().toString()))
                    .map(Telling::item)
                    .toList();
            if (channel.isEnabled() && !items.isEmpty()) {
                outbox.put(tx, channel, message(scope, rule, items, at));
            }
        }
    }

    /** The ids of those that are told what this rule finds: it may have no channel, and all it has may be switched off. */
    List<String> listeners(Tx tx, Scope scope, Rule rule) {
        var named = rule.definition().notificationChannels();
        if (named.isEmpty()) {
            return List.of();
        }
        return channels.all(scope, tx).stream()
                .filter(StoredChannel::isEnabled)
                .map(channel -> channel.id().toString())
                .filter(named::contains)
                .toList();
    }

    /**
     * The ids of those that forget what they are told and have heard everything there was about this rule: to repeat something to
     * who is away would only add to what waits.
     */
    List<String> forgetful(Tx tx, Scope scope, Rule rule) {
        return channels.all(scope, tx).stream()
                .filter(StoredChannel::isEnabled)
                .filter(known::forgets)
                .filter(channel -> !outbox.isWaiting(tx, scope, channel, rule.id()))
                .map(channel -> channel.id().toString())
                .toList();
    }

    private static Message message(Scope scope, Rule rule, List<Message.Item> items, Instant at) {
        var isFiring = items.stream().anyMatch(item -> item.state().equals("firing"));
        return new Message(
                NONE_YET,
                scope.tenant(),
                isFiring ? "firing" : "resolved",
                at,
                rule.definition().about(rule.id()),
                items);
    }
}
