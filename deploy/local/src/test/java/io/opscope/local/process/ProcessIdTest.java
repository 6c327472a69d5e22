package io.opscope.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessIdTest {

    @Test
    void aPidThatWasGivenOutAgainIsAnotherProcess() {
        var own = ProcessId.own();
        assertThat(own.isAlive()).isTrue();
        assertThat(new ProcessId(own.pid(), own.startTicks() - 1).isAlive()).isFalse();
    }

    @Test
    void aProcessThatEndedIsNotAlive() throws Exception {
        var process = new ProcessBuilder("sleep", "60").start();
        var id = ProcessId.of(process.pid()).orElseThrow();
        assertThat(id.isAlive()).isTrue();
        id.signal("KILL");
        process.waitFor();
        assertThat(id.isAlive()).isFalse();
        id.signal("KILL");
    }
}
