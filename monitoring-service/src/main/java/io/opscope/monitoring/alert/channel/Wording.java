package io.opscope.monitoring.alert.channel;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Messages in words, for people. */
public final class Wording {

    private static final int MOST_LINES = 10;

    private Wording() {}

    /** In one line, whatever the rule is called, such as {@code CRITICAL: CPU is busy (firing)}. */
    public static String title(Message message) {
        var severity = message.rule().severity().toUpperCase(Locale.ROOT);
        return (message.status().equals("firing") ? severity : message.status().toUpperCase(Locale.ROOT)) + ": "
                + message.rule().ruleName().replaceAll("\\p{Cntrl}+", " ");
    }

    /** A line per alert, ten at most. */
    public static String body(Message message) {
        if (message.alerts().isEmpty()) {
            return "This is a test. Nothing is the matter.";
        }
        var lines = message.alerts().stream()
                .limit(MOST_LINES)
                .map(alert -> line(message.rule(), alert))
                .collect(Collectors.joining("\n"));
        var more = message.alerts().size() - MOST_LINES;
        return more > 0 ? lines + "\nand " + more + " more" : lines;
    }

    /** One alert. */
    public static String line(Message.About rule, Message.Item alert) {
        var where = alert.labels().isEmpty()
                ? ""
                : " ["
                        + new TreeMap<>(alert.labels())
                                .entrySet().stream()
                                        .map(label -> label.getKey() + "=" + label.getValue())
                                        .collect(Collectors.joining(", "))
                        + "]";
        var value = alert.value() == null ? "no data" : number(alert.value());
        var since = (alert.resolvedAt() == null ? " since " + alert.firedAt() : ", over at " + alert.resolvedAt());
        var ending = alert.ending() == null ? "" : " (" + alert.ending() + ")";
        return (alert.isReminder() ? "still " : "") + alert.state() + ": " + rule.metricName() + where + " is " + value
                + " (alert when " + rule.condition() + " " + number(rule.threshold()) + ")" + since + ending;
    }

    /** A number as people write it, six digits of it. */
    public static String number(double value) {
        return new BigDecimal(value)
                .round(new MathContext(6))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** A text cut off where a channel takes no more. */
    public static String atMost(int characters, String text) {
        return text.length() <= characters ? text : text.substring(0, characters - 1) + "…";
    }
}
