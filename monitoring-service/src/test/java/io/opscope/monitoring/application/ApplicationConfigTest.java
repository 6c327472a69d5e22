package io.opscope.monitoring.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidatorImpl;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** As the service reads and checks its settings when it starts. */
class ApplicationConfigTest {

    @Test
    void aWindowThatTheMetricsServiceWouldRefuseIsRefusedAtTheStart() {
        for (var window : List.of("59s", "0s", "-5m", "3601s", "2h")) {
            var problem = assertThrows(ConfigValidationException.class, () -> window(window), window);
            assertTrue(problem.getProblem(0).getMessage().contains("opscope.application.window"), problem.toString());
        }
        assertEquals(Duration.ofMinutes(1), window("60s"));
        assertEquals(Duration.ofHours(1), window("1h"));
    }

    private static Duration window(String text) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ApplicationConfig.class)
                .withSources(new PropertiesConfigSource(Map.of("opscope.application.window", text), "test", 100))
                .withValidator(new BeanValidationConfigValidatorImpl())
                .build()
                .getConfigMapping(ApplicationConfig.class)
                .window();
    }
}
