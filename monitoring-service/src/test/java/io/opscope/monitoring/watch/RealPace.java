package io.opscope.monitoring.watch;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The watch at the pace that it has outside of tests. */
public class RealPace implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "opscope.statements.every", "1m",
                "opscope.readings.every", "5s",
                "opscope.watch.every", "10s",
                "opscope.watch.timeout", "2s",
                "opscope.watch.round", "2s",
                "opscope.watch.lease", "6s",
                "opscope.ask.timeout", "5s",
                "opscope.ask.connect-timeout", "3s",
                "opscope.ask.floor", "3300ms");
    }
}
