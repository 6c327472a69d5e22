package io.opscope.gateway.identity;

import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The other origins whose pages may act with their users' sessions and read the answers. */
@Singleton
public class ListedOrigins {

    private static final Pattern ORIGIN = Pattern.compile("https?://([a-z0-9._-]+|\\[[0-9a-f:.]+])(:\\d{1,5})?");
    private static final Pattern WITH_DEFAULT_PORT = Pattern.compile("http://.*:80|https://.*:443");

    private final Set<String> origins;

    ListedOrigins(CorsConfig config) {
        this.origins = config.origins().orElse(Set.of()).stream()
                .map(ListedOrigins::checked)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether there is any. */
    public boolean areAny() {
        return !origins.isEmpty();
    }

    /** Whether the page that an Origin header names is one of theirs. */
    public boolean include(@Nullable String origin) {
        return origin != null && origins.contains(origin);
    }

    /** A list that says less than it seems to, or more, is refused at the start. */
    private static String checked(String origin) {
        var written = origin.strip().toLowerCase(Locale.ROOT);
        if (!ORIGIN.matcher(written).matches()
                || WITH_DEFAULT_PORT.matcher(written).matches()) {
            throw new IllegalArgumentException("opscope.cors.origins: '" + origin
                    + "' is no origin as browsers send it: scheme and host, the port only if it is not the scheme's own,"
                    + " no path and no wildcard, such as https://shop.example.com");
        }
        return written;
    }
}
