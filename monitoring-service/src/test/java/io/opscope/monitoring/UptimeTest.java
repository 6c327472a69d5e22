package io.opscope.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class UptimeTest {

    @Test
    void anUptimeHasDaysHoursAndMinutes() {
        assertEquals(
                "45d 12h 34m",
                Uptime.text(Duration.ofDays(45).plusHours(12).plusMinutes(34).plusSeconds(59)));
    }

    @Test
    void aServerJustStartedHasThemToo() {
        assertEquals("0d 0h 0m", Uptime.text(Duration.ofSeconds(59)));
    }
}
