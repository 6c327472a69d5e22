package io.opscope.monitoring.alert;

import io.opscope.monitoring.alert.channel.Message;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alert as it is kept.
 *
 * @param rule what it said when the alert was last evaluated
 * @param state {@code pending}, {@code firing} or {@code resolved}
 * @param value the last one; null when there was no data
 * @param ending why it is over, when it is not for a good value
 * @param toldAt when somebody was last told of it; null when nobody ever was
 * @param toldChannels ids of those that were told that it fires; empty when nobody noted which
 */
record Alert(
        UUID id,
        Message.About rule,
        Map<String, String> labels,
        @Nullable String userId,
        String state,
        @Nullable Double value,
        Instant startedAt,
        @Nullable Instant firedAt,
        @Nullable Instant resolvedAt,
        @Nullable String ending,
        @Nullable Instant acknowledgedAt,
        @Nullable String acknowledgedBy,
        @Nullable Instant toldAt,
        List<String> toldChannels) {

    Alert {
        toldChannels = List.copyOf(toldChannels);
    }

    Message.Item item(boolean isReminder) {
        return new Message.Item(
                id, state, isReminder, labels, value, firedAt == null ? startedAt : firedAt, resolvedAt, ending);
    }
}
