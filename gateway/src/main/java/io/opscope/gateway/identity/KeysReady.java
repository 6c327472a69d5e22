package io.opscope.gateway.identity;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means able to recognise callers; what lies behind may be away and is answered for request by request. */
@Readiness
@Singleton
class KeysReady implements HealthCheck {

    private final KeyRing keys;

    KeysReady(KeyRing keys) {
        this.keys = keys;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("signing keys").status(keys.isLoaded()).build();
    }
}
