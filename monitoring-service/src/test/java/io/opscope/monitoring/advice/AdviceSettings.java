package io.opscope.monitoring.advice;

import java.time.Duration;

/** As the service is configured when nobody says otherwise, but with time. */
record AdviceSettings(Duration budget) implements AdviceConfig {

    @Override
    public double gain() {
        return 0.3;
    }

    @Override
    public double leastCost() {
        return 300;
    }

    @Override
    public Duration keep() {
        return Duration.ofHours(1);
    }

    @Override
    public Duration recheck() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Duration statement() {
        return Duration.ofSeconds(2);
    }

    @Override
    public Duration patience() {
        return Duration.ofMillis(250);
    }

    @Override
    public int statements() {
        return 100;
    }
}
