package io.opscope.monitoring.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExporterTextTest {

    private static final String TEXT = """
            # HELP node_cpu_seconds_total Seconds the CPUs spent in each mode.
            # TYPE node_cpu_seconds_total counter
            node_cpu_seconds_total{cpu="0",mode="idle"} 80
            node_cpu_seconds_total{cpu="0",mode="iowait"} 10
            node_cpu_seconds_total{cpu="0",mode="user"} 1e1
            node_cpu_seconds_total{cpu="1",mode="idle"} 70
            node_cpu_seconds_total{cpu="1",mode="system"} 30 1700000000000
            node_memory_MemTotal_bytes 4e+09
            node_memory_MemAvailable_bytes 1e+09
            node_filesystem_size_bytes{device="/dev/sda1",fstype="ext4",mountpoint="/"} 1000
            node_filesystem_free_bytes{device="/dev/sda1",fstype="ext4",mountpoint="/"} 500
            node_filesystem_avail_bytes{device="/dev/sda1",fstype="ext4",mountpoint="/"} 300
            node_filesystem_size_bytes{device="tmpfs",fstype="tmpfs",mountpoint="/run"} 10
            node_filesystem_size_bytes{device="/dev/sda2",fstype="vfat",mountpoint="/boot/efi"} 10
            """;

    private static final String DATA = """
            node_filesystem_size_bytes{device="/dev/sdb",fstype="xfs",mountpoint="/srv/da\\"ta"} 100
            node_filesystem_free_bytes{device="/dev/sdb",fstype="xfs",mountpoint="/srv/da\\"ta"} 75
            node_filesystem_avail_bytes{device="/dev/sdb",fstype="xfs",mountpoint="/srv/da\\"ta"} 75
            """;

    @Test
    void processorsMemoryAndTheOnlyDiskAreRead() {
        var sample = read(null, TEXT);
        assertEquals(new CpuTime(40, 200, KernelText.MACHINE), sample.cpu());
        assertEquals(75.0, sample.memory());
        assertEquals(62.5, sample.disk());
    }

    @Test
    void ofSeveralDisksTheOneThatIsNamedIsReadAndNoneElse() {
        assertNull(read(null, TEXT + DATA).disk());
        assertEquals(25.0, read("/srv/da\"ta", TEXT + DATA).disk());
        assertEquals(62.5, read("/", TEXT + DATA).disk());
        assertNull(read("/srv", TEXT + DATA).disk());
    }

    @Test
    void whatIsNotANumberIsNoFigure() {
        var sample = read(
                null, TEXT.replace(" 80\n", " NaN\n").replace(" 4e+09", " +Inf").replace(" 300", " -300"));
        assertNull(sample.cpu());
        assertNull(sample.memory());
        assertNull(sample.disk());
    }

    @Test
    void anEndlessLabelTakesNoTime() {
        var line = "node_cpu_seconds_total{mode=\"" + "\\\"".repeat(2_000) + "\"} 1";
        assertNotNull(read(null, line));
        assertEquals(Sample.NOTHING, read(null, line.replace("\"} 1", "")));
    }

    @Property(tries = 500)
    void nonsenseGivesNothingOrAPercentage(@ForAll String labels, @ForAll double value) {
        var sample = read(
                null,
                "node_memory_MemTotal_bytes " + value + "\nnode_memory_MemAvailable_bytes{" + labels + "} " + value
                        + "\nnode_filesystem_size_bytes{" + labels + "} " + value);
        assertTrue(sample.memory() == null || sample.memory() >= 0 && sample.memory() <= 100);
        assertNull(sample.disk());
    }

    private static Sample read(@Nullable String mountpoint, String text) {
        var reader = new ExporterText(mountpoint);
        text.lines().forEach(reader::take);
        return reader.sample();
    }
}
