package io.opscope.tools.suite;

import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which suite is meant, and as whom: every command that speaks to one takes this. */
public final class SuiteOption {

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the suite answers (default: OPSCOPE_URL, else http://127.0.0.1:8080).")
    private @Nullable String url;

    /** Where it is and as whom it is spoken to; throws a complaint when the address or the credentials are none. */
    public Door in(Map<String, String> environment) {
        return new Door(Suite.address(url, environment), Credentials.from(environment));
    }

    /** Nobody has knocked yet. */
    public record Door(URI url, Credentials credentials) {

        /** @param waiting is told why, each time the suite has to be waited for */
        public Suite signedIn(Patience patience, Consumer<String> waiting) {
            var suite = new Suite(url, credentials, patience, waiting);
            suite.signIn();
            return suite;
        }
    }
}
