package io.opscope.tools.suite;

import io.opscope.tools.cli.Complaint;
import java.util.Map;

/** Who the tools say they are. Only the environment carries secrets: a command line can be read by every user of a machine. */
public sealed interface Credentials {

    /** An API key; it needs the role ingest or admin. */
    record ApiKey(String key) implements Credentials {
        @Override
        public String toString() {
            return "this API key";
        }
    }

    /** An account, exchanged for short-lived tokens. */
    record Account(String email, String password) implements Credentials {
        @Override
        public String toString() {
            return "the account " + email;
        }
    }

    /** Reads OPSCOPE_API_KEY, else OPSCOPE_EMAIL and OPSCOPE_PASSWORD; throws a {@link Complaint} that names them when they are missing. */
    static Credentials from(Map<String, String> environment) {
        var key = environment.getOrDefault("OPSCOPE_API_KEY", "");
        if (!key.isBlank()) {
            return new ApiKey(key.strip());
        }
        var email = environment.getOrDefault("OPSCOPE_EMAIL", "");
        var password = environment.getOrDefault("OPSCOPE_PASSWORD", "");
        if (email.isBlank() || password.isEmpty()) {
            throw Complaint.aboutInput(
                    "Opscope needs to know who is asking: set the environment variable OPSCOPE_API_KEY, or OPSCOPE_EMAIL"
                            + " and OPSCOPE_PASSWORD.");
        }
        return new Account(email.strip(), password);
    }
}
