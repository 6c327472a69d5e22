package io.opscope.monitoring.application;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opscope.kit.tail.LogLevel;
import io.opscope.kit.tail.LogSource;
import io.opscope.monitoring.WholeAnswer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks the metrics service what a product sent, in the name of the caller whose token it passes on. */
@ApplicationScoped
class ProductClient {

    private final ApplicationConfig config;
    private final ObjectMapper json;
    private final HttpClient http;

    ProductClient(ApplicationConfig config, ObjectMapper json) {
        this.config = config;
        this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        this.http = HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(config.connectTimeout())
                .build();
    }

    /**
     * What the caller may see of a product.
     *
     * @param authorization the caller's own {@code Authorization} header
     * @throws NotToldException when the metrics service does not tell
     */
    Sent ask(String app, Optional<LogLevel> level, Optional<LogSource> source, String authorization) {
        var name = URLEncoder.encode(app, StandardCharsets.UTF_8).replace("+", "%20");
        var query =
                new StringBuilder("?app=" + name + "&seconds=" + config.window().toSeconds());
        level.ifPresent(one -> query.append("&level=").append(one.publicName()));
        source.ifPresent(one -> query.append("&source=").append(one.publicName()));
        var request = HttpRequest.newBuilder(config.metrics().resolve("/internal/product" + query))
                .header(HttpHeaders.AUTHORIZATION, authorization)
                .timeout(config.timeout())
                .build();
        try {
            return json.readValue(WholeAnswer.body(http, request, config.timeout()), Sent.class);
        } catch (HttpTimeoutException e) {
            throw notTold("did not answer within " + config.timeout().toMillis() + " ms", e);
        } catch (WholeAnswer.StatusException e) {
            throw notTold("answered with status " + e.status(), e);
        } catch (JsonProcessingException e) {
            throw notTold("gave an answer that is not understood", e);
        } catch (IOException e) {
            throw notTold("cannot be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notTold("was not waited for", e);
        }
    }

    private static NotToldException notTold(String why, Exception cause) {
        return new NotToldException("The metrics service " + why, cause);
    }
}
