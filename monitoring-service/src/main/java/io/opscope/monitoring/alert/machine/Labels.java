package io.opscope.monitoring.alert.machine;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What tells the groups of one rule apart. */
public final class Labels {

    private Labels() {}

    /** The same text for the same labels, and another for any others; empty for none. */
    public static String key(Map<String, String> labels) {
        return new TreeMap<>(labels)
                .entrySet().stream()
                        .map(label -> escaped(label.getKey()) + '=' + escaped(label.getValue()))
                        .collect(Collectors.joining(","));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("=", "\\=").replace(",", "\\,");
    }
}
