package io.opscope.monitoring.alert.delivery;

import io.opscope.kit.reading.Backlog;
import jakarta.inject.Singleton;
import java.util.OptionalLong;

/** What is still to be told of alerts; all replicas tell from one outbox. */
@Singleton
class DeliveryBacklog implements Backlog {

    private final DeliveryMeters meters;

    DeliveryBacklog(DeliveryMeters meters) {
        this.meters = meters;
    }

    @Override
    public String name() {
        return "alerts";
    }

    @Override
    public OptionalLong depth() {
        return meters.waiting();
    }

    @Override
    public boolean isShared() {
        return true;
    }
}
