package io.opscope.monitoring.accesslog.record;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes events of the lines of MariaDB's server_audit. The plug-in escapes what is within a statement, and nothing in the
 * names that strangers sign in with: a name with line ends in it may bring whole lines of its own. It leaves two pieces that
 * are no lines, before and behind them; nothing between two such pieces is taken.
 */
final class ServerAudit {

    /** Lines that a name has room for. */
    private static final int IN_ONE_NAME = 4;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd HH:mm:ss");
    private static final Pattern LINE = Pattern.compile(
            "(\\d{8} \\d\\d:\\d\\d:\\d\\d),([^,]*),(.*?),([^,]*),(\\d{1,18}),(\\d{1,18}),([A-Z_]+),(.*)",
            Pattern.DOTALL);
    private static final Pattern OF_A_SESSION = Pattern.compile("[^,]*,[^,]*,(\\d{1,9})");
    private static final Pattern OF_A_STATEMENT = Pattern.compile("[^,]*,'(.*)',(\\d{1,9})", Pattern.DOTALL);

    private final String account;
    private final LogTimes times;
    private final Events events;

    /** Connections that were refused; their end is no sign-out. */
    private final Set<String> refused;

    /** @param account our own, whose doings are left out: the lines do not say which program they come from */
    ServerAudit(String account, LogTimes times, Memory memory, Events events) {
        this.account = account;
        this.times = times;
        this.events = events;
        this.refused = new LinkedHashSet<>(memory.refused());
    }

    Set<String> refused() {
        return refused;
    }

    /**
     * @param file which they are from
     * @param offset bytes of it before the frames
     */
    void take(String file, long offset, List<Frames.Frame> frames) {
        for (var i = 0; i < frames.size(); i++) {
            if (!isTaken(file, offset, frames.get(i))) {
                var last = lastBroken(frames, i);
                events.countUnreadable(last - i + 1L);
                i = last;
            }
        }
    }

    private int lastBroken(List<Frames.Frame> frames, int first) {
        for (var i = Math.min(frames.size() - 1, first + IN_ONE_NAME); i > first; i--) {
            if (!LINE.matcher(text(frames.get(i))).matches()) {
                return i;
            }
        }
        return first;
    }

    private boolean isTaken(String file, long offset, Frames.Frame frame) {
        var line = LINE.matcher(text(frame));
        if (!line.matches()) {
            return false;
        }
        try {
            var at = times.instant(LocalDateTime.parse(line.group(1), TIME));
            var key = new Event(file, offset + frame.offset(), at, line.group(3), Action.LOGIN, null, null);
            return switch (line.group(7)) {
                case "CONNECT", "FAILED_CONNECT", "DISCONNECT" -> session(line, key);
                case "QUERY" -> frame.cut() || statement(line, key);
                // the tables that a statement has touched; the statement is a line of its own
                default -> true;
            };
        } catch (DateTimeException e) {
            return false;
        }
    }

    private boolean session(Matcher line, Event key) {
        var rest = OF_A_SESSION.matcher(line.group(8));
        if (!rest.matches()) {
            return false;
        }
        var connection = line.group(5);
        switch (line.group(7)) {
            case "CONNECT" -> put(key, Action.LOGIN, rest.group(1));
            case "FAILED_CONNECT" -> {
                refused.add(connection);
                events.put(of(key, Action.LOGIN, false));
            }
            default -> {
                if (!refused.remove(connection)) {
                    put(key, Action.LOGOUT, "0");
                }
            }
        }
        return true;
    }

    private boolean statement(Matcher line, Event key) {
        var rest = OF_A_STATEMENT.matcher(line.group(8));
        if (!rest.matches()) {
            return false;
        }
        put(key, StatementKind.of(unescaped(rest.group(1))), rest.group(2));
        return true;
    }

    private void put(Event key, Action action, String code) {
        if (!account.equals(key.user())) {
            events.put(of(key, action, code.equals("0")));
        }
    }

    private static Event of(Event key, Action action, boolean succeeded) {
        return new Event(key.session(), key.line(), key.at(), key.user(), action, succeeded, null);
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n").replace("\\r", "\n").replace("\\t", "\t");
    }

    private static String text(Frames.Frame frame) {
        return new String(frame.bytes(), StandardCharsets.UTF_8);
    }
}
