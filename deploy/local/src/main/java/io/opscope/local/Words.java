package io.opscope.local;

import java.time.Duration;
import java.util.Locale;

/** Figures as people read them. */
final class Words {

    private Words() {}

    /** Seconds with one decimal, such as {@code 1.9 s}. */
    static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f s", seconds);
    }

    /** The two largest units, such as {@code 2 h 5 min}. */
    static String duration(Duration duration) {
        var seconds = duration.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        if (seconds < 86_400) {
            return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
        }
        return seconds / 86_400 + " d " + seconds % 86_400 / 3600 + " h";
    }

    /** Whole megabytes of 1024 times 1024 bytes. */
    static String megabytes(long bytes) {
        return (bytes + (1 << 19)) / (1 << 20) + " MB";
    }

    /** How a process ended, such as {@code exit code 1} or {@code signal 9 (KILL)}. */
    static String exit(int code) {
        if (code <= 128) {
            return "exit code " + code;
        }
        var signal = code - 128;
        return "signal " + signal
                + switch (signal) {
                    case 9 -> " (KILL)";
                    case 11 -> " (SEGV)";
                    case 15 -> " (TERM)";
                    default -> "";
                };
    }
}
