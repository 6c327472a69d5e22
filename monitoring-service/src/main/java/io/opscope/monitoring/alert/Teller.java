package io.opscope.monitoring.alert;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Tx;
import io.opscope.monitoring.alert.channel.ChannelStore;
import io.opscope.monitoring.alert.channel.Message;
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
    private final Outbox outbox;

    Teller(ChannelStore channels, Outbox outbox) {
        this.channels = channels;
        this.outbox = outbox;
    }

    /** Everything that one evaluation has to tell goes out as one message to each channel. */
    void tell(Tx tx, Scope scope, Rule rule, List<Message.Item> items, Instant at) {
        if (items.isEmpty() || rule.definition().notificationChannels().isEmpty()) {
            return;
        }
        var isFiring = items.stream().anyMatch(item -> item.state().equals("firing"));
        var message = new Message(
                NONE_YET,
                scope.tenant(),
                isFiring ? "firing" : "resolved",
                at,
                rule.definition().about(rule.id()),
                items);
        for (var channel : channels.all(scope, tx)) {
            if (channel.isEnabled()
                    && rule.definition()
                            .notificationChannels()
                            .contains(channel.id().toString())) {
                outbox.put(tx, channel, message);
            }
        }
    }
}
