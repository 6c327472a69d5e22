package io.opscope.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void figuresReadAsPeopleSayThem() {
        assertThat(Words.duration(Duration.ofSeconds(59))).isEqualTo("59 s");
        assertThat(Words.duration(Duration.ofSeconds(61))).isEqualTo("1 min 1 s");
        assertThat(Words.duration(Duration.ofMinutes(125))).isEqualTo("2 h 5 min");
        assertThat(Words.duration(Duration.ofHours(49))).isEqualTo("2 d 1 h");
        assertThat(Words.seconds(1.94)).isEqualTo("1.9 s");
        assertThat(Words.megabytes(123_456_789)).isEqualTo("118 MB");
        assertThat(Words.exit(1)).isEqualTo("exit code 1");
        assertThat(Words.exit(137)).isEqualTo("signal 9 (KILL)");
    }
}
