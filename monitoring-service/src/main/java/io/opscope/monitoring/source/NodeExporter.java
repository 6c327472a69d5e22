package io.opscope.monitoring.source;

import io.opscope.kit.net.HostText;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the node_exporter of a server's machine is asked.
 *
 * @param path begins with a slash
 * @param mountpoint of the file system that the server's data is on; null for the only one there is
 */
public record NodeExporter(
        boolean isTls,
        String host,
        int port,
        String path,
        @Nullable String mountpoint) {

    private static final int LONGEST = 500;
    private static final int PLAIN_PORT = 80;
    private static final int TLS_PORT = 443;
    private static final String USUAL_PATH = "/metrics";
    private static final Pattern SHAPE = Pattern.compile(
            "(https?)://(?:\\[([0-9a-fA-F:.]+)]|([^/?#:@\\[\\]]+))(?::(\\d{1,5}))?(/[A-Za-z0-9/_.~-]*)?");

    /** The address taken apart; empty when it is none, or has more to it than a host, a port and a plain path. */
    static Optional<NodeExporter> of(String url, @Nullable String mountpoint) {
        var matcher = SHAPE.matcher(url);
        if (url.length() > LONGEST || !matcher.matches() || url.contains("..")) {
            return Optional.empty();
        }
        var isTls = matcher.group(1).toLowerCase(Locale.ROOT).equals("https");
        var host = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
        var port = matcher.group(4) == null ? (isTls ? TLS_PORT : PLAIN_PORT) : Integer.parseInt(matcher.group(4));
        var path = matcher.group(5) == null || matcher.group(5).equals("/") ? USUAL_PATH : matcher.group(5);
        return HostText.isHost(host) && port > 0 && port <= 65_535
                ? Optional.of(new NodeExporter(isTls, host, port, path, mountpoint))
                : Optional.empty();
    }
}
