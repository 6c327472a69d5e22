package io.opscope.monitoring.alert.delivery;

import io.opscope.kit.sql.SqlFailedException;
import io.opscope.monitoring.alert.channel.Channels;
import io.opscope.monitoring.alert.channel.Outcome;
import io.opscope.monitoring.alert.channel.Outcome.End;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Makes deliveries, and sees to those that fail. */
@ApplicationScoped
class Deliveries {

    private static final int MOST_DOUBLINGS = 20;

    private final Outbox outbox;
    private final Channels channels;
    private final DeliveryConfig config;
    private final DeliveryMeters meters;

    Deliveries(Outbox outbox, Channels channels, DeliveryConfig config, DeliveryMeters meters) {
        this.outbox = outbox;
        this.channels = channels;
        this.config = config;
        this.meters = meters;
    }

    /** The delivery that has been due for longest; it has to be made before its lease ends. */
    Optional<Claim> next() {
        return outbox.claim();
    }

    /** Makes it; one that fails in a way nobody foresaw is given up in time like any other. */
    void make(Claim claim) {
        try {
            tell(claim);
        } catch (SqlFailedException e) {
            throw e;
        } catch (RuntimeException e) {
            if (isOverdue(claim)) {
                giveUp(claim, "unknown", "It failed in an unforeseen way, for " + config.giveUpAfter());
            }
            throw e;
        }
    }

    private void tell(Claim claim) {
        var content = outbox.content(claim);
        var channel = content.map(Outbox.Content::channel).orElse(null);
        if (content.isEmpty() || channel == null) {
            giveUp(claim, "unknown", "The channel is gone");
        } else if (!channel.isEnabled()) {
            giveUp(claim, channel.type(), "The channel is switched off");
        } else {
            var outcome = meters.timed(
                    channel.type(),
                    () -> channels.tell(claim.tenant(), channel, content.get().message()));
            finish(claim, channel.type(), outcome);
        }
    }

    private void finish(Claim claim, String type, Outcome outcome) {
        var reason = outcome.reason() == null ? "It failed" : outcome.reason();
        if (outcome.end() == End.DELIVERED) {
            outbox.end(claim, true, null);
            meters.delivered(type);
        } else if (outcome.end() == End.REFUSED) {
            giveUp(claim, type, reason);
        } else if (isOverdue(claim)) {
            giveUp(claim, type, reason + ", for " + config.giveUpAfter());
        } else {
            var asked = outcome.retryAfter() == null ? Duration.ZERO : outcome.retryAfter();
            if (asked.compareTo(Duration.ZERO) > 0) {
                outbox.hold(claim, asked);
            }
            var own = pause(claim.attempts());
            outbox.postpone(claim, asked.compareTo(own) > 0 ? asked : own, reason);
            meters.retried(type);
        }
    }

    private boolean isOverdue(Claim claim) {
        return claim.createdAt().plus(config.giveUpAfter()).isBefore(Instant.now());
    }

    private void giveUp(Claim claim, String type, String reason) {
        if (outbox.end(claim, false, reason)) {
            meters.givenUp(type);
            Log.warnf("Delivery %s by channel %s is given up: %s", claim.delivery(), claim.channel(), reason);
        }
    }

    /** Doubles with every attempt; half of it is chance, so that what failed together is not tried together again. */
    private Duration pause(int attempts) {
        var longest = config.longestPause().toMillis();
        var doubled = config.pause().toMillis() << Math.min(MOST_DOUBLINGS, Math.max(0, attempts - 1));
        var most = doubled <= 0 ? longest : Math.min(longest, doubled);
        return Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
    }
}
