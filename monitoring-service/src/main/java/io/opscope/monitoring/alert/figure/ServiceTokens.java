package io.opscope.monitoring.alert.figure;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opscope.monitoring.WholeAnswer;
import io.quarkus.logging.Log;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A token for each tenant, as the gateway gives them to this service: each is for one tenant, for ten minutes, and opens
 * nothing but the figures that rules are about.
 */
@ApplicationScoped
public class ServiceTokens {

    /** Before a token expires it is not used any more, so that it is still good when it arrives. */
    private static final int SECONDS_LEFT = 30;

    private final FigureConfig config;
    private final ObjectMapper json;
    private final HttpClient http;
    private volatile Map<String, Token> tokens = Map.of();
    private volatile boolean isFailing;

    ServiceTokens(FigureConfig config, ObjectMapper json) {
        this.config = config;
        this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        this.http = HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(config.connectTimeout())
                .build();
    }

    /** The tenants there were when the gateway was last asked. */
    public Set<String> tenants() {
        return tokens.keySet();
    }

    /** What a tenant's figures are asked for with; empty when there is none that is still good. */
    Optional<String> token(String tenant) {
        return Optional.ofNullable(tokens.get(tenant))
                .filter(token -> Instant.now().plusSeconds(SECONDS_LEFT).isBefore(token.expiresAt()))
                .map(Token::text);
    }

    /** Asks the gateway; what it gave before stays when it does not answer. */
    public void refresh() throws InterruptedException {
        var secret = config.serviceSecret().orElse("");
        if (secret.isBlank()) {
            return;
        }
        try {
            tokens = asked(secret);
            isFailing = false;
        } catch (IOException e) {
            if (!isFailing) {
                Log.warnf("The gateway gives no tokens to evaluate rules with: %s", e.toString());
            }
            isFailing = true;
        }
    }

    private Map<String, Token> asked(String secret) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(config.gateway().resolve("/internal/service-tokens"))
                .header("Content-Type", "application/json")
                .timeout(config.timeout())
                .POST(BodyPublishers.ofString(
                        json.writeValueAsString(Map.of("service", "monitoring", "secret", secret))))
                .build();
        var answer = WholeAnswer.body(http, request, config.timeout());
        var given = json.readValue(answer, Given.class);
        var now = Instant.now();
        var all = new HashMap<String, Token>();
        for (var one : given.tokens()) {
            all.put(one.tenant(), new Token(one.text(), now.plusSeconds(one.expiresIn())));
        }
        return Map.copyOf(all);
    }

    @RegisterForReflection
    record Given(List<OfTenant> tokens) {}

    @RegisterForReflection
    record OfTenant(
            String tenant,
            @JsonProperty("access_token") String text,
            @JsonProperty("expires_in") long expiresIn) {

        @Override
        public String toString() {
            return "token of " + tenant;
        }
    }

    private record Token(String text, Instant expiresAt) {

        @Override
        public String toString() {
            return "until " + expiresAt;
        }
    }
}
