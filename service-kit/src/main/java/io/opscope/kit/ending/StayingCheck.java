package io.opscope.kit.ending;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready any more from the signal to end on, so that nobody is sent here. */
@Readiness
@Singleton
class StayingCheck implements HealthCheck {

    private final Leaving leaving;

    StayingCheck(Leaving leaving) {
        this.leaving = leaving;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("staying").status(!leaving.leaves()).build();
    }
}
