package io.opscope.monitoring.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.monitoring.engine.HostFiles;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KernelTextTest {

    private static final String MEMINFO = "MemTotal:       1000 kB\nMemFree: 1 kB\nMemAvailable:    250 kB\n";

    @Test
    void processorUseIsTheBusyPartOfTheTimeBetweenTwoReadings() {
        var before = cpu(stat(100, 0, 100, 800, 0), null, null, 0);
        // 60 busy of 200
        var after = cpu(stat(150, 0, 110, 930, 10), null, null, 10);
        assertEquals(30.0, after.percentSince(before));
        assertNull(before.percentSince(after), "counters set back");
        assertNull(after.percentSince(after), "no time between");
        assertNull(after.percentSince(null));
    }

    @Test
    void memoryIsWhatTheKernelWouldNotGiveAway() {
        assertEquals(
                75.0, sample(files(null, MEMINFO, null, null, null, null, null)).memory());
    }

    @Test
    void aGroupThatMayUseLessThanTheMachineHasIsWhatCounts() {
        var limited = sample(files(
                stat(1, 1, 1, 1, 1),
                MEMINFO,
                "50000 100000",
                "usage_usec 2000000\nuser_usec 1",
                "512000\n",
                "384000\n",
                "anon 1\ninactive_file 128000\n"));
        assertEquals(50.0, limited.memory());
        assertTrue(limited.isMemoryLimited());
        var before = cpu(stat(1, 1, 1, 1, 1), "50000 100000", "usage_usec 2000000", 100);
        var after = cpu(stat(1, 1, 1, 1, 1), "50000 100000", "usage_usec 3000000", 110);
        assertEquals(20.0, after.percentSince(before), "one second of five that half a processor has");
        var widened = cpu(stat(1, 1, 1, 1, 1), "100000 100000", "usage_usec 3000000", 120);
        assertNull(widened.percentSince(after), "another limit is another measure");
    }

    @Test
    void aLimitThatIsNoneLeavesTheMachine() {
        for (var limit : new String[] {"max\n", "9223372036854771712\n", "-1\n", "", "1024000"}) {
            var sample = sample(files(null, MEMINFO, "max 100000", "usage_usec 1", limit, "384000", ""));
            assertEquals(75.0, sample.memory(), limit);
            assertFalse(sample.isMemoryLimited());
        }
        assertEquals(
                KernelText.MACHINE,
                cpu(stat(1, 1, 1, 1, 1), "max 100000", "usage_usec 1", 1).of());
        assertEquals(
                KernelText.MACHINE,
                cpu(stat(1, 1, 1, 1, 1), "400000 100000", "usage_usec 1", 1).of());
    }

    @Property(tries = 500)
    void nonsenseGivesNothingOrAPercentage(@ForAll String one, @ForAll String other) {
        var sample = sample(files(one, "MemTotal: " + other + "\nMemAvailable: " + one, one, other, other, one, other));
        assertTrue(sample.memory() == null || sample.memory() >= 0 && sample.memory() <= 100);
    }

    private static CpuTime cpu(String stat, @Nullable String max, @Nullable String used, double seconds) {
        var cpu = KernelText.sample(
                        new HostFiles(stat, MEMINFO, max, used, null, null, null), seconds, KernelText.processors(stat))
                .cpu();
        assertNotNull(cpu);
        return cpu;
    }

    private static Sample sample(HostFiles files) {
        return KernelText.sample(files, 1, KernelText.processors(files.stat()));
    }

    private static HostFiles files(@Nullable String... texts) {
        return new HostFiles(texts[0], texts[1], texts[2], texts[3], texts[4], texts[5], texts[6]);
    }

    /** A machine of two processors. */
    private static String stat(long user, long nice, long system, long idle, long waiting) {
        return "cpu  " + user + " " + nice + " " + system + " " + idle + " " + waiting + " 0 0 0 0 0\n"
                + "cpu0 1 1 1 1 1 0 0 0 0 0\ncpu1 1 1 1 1 1 0 0 0 0 0\nintr 1 2 3\n";
    }
}
