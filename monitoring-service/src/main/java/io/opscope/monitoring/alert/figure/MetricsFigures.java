package io.opscope.monitoring.alert.figure;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Figures of records, which the metrics service counts: all of a tenant's rules in one question. */
@ApplicationScoped
class MetricsFigures implements FigureSource {

    /** A family, perhaps one of its measures, and what is made of it; or a name of the messaging product's. */
    private static final Pattern SHAPE = Pattern.compile("[a-z_]{1,50}(\\.[a-z0-9_-]{1,50}){1,2}");

    private static final Map<String, String> OTHER_NAMES = Map.of(
            "delivery_rate_percent", "messages.success_rate_percent",
            "message_failure_rate_percent", "messages.failure_rate_percent",
            "failed_jobs", "jobs.failed");

    private static final String AWAY = "The metrics service does not answer";

    private final ServiceTokens tokens;
    private final FigureConfig config;
    private final ObjectMapper json;
    private final HttpClient http;

    MetricsFigures(ServiceTokens tokens, FigureConfig config, ObjectMapper json) {
        this.tokens = tokens;
        this.config = config;
        this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        this.http = HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(config.connectTimeout())
                .build();
    }

    @Override
    public boolean knows(String metric) {
        return OTHER_NAMES.containsKey(metric) || SHAPE.matcher(metric).matches();
    }

    @Override
    public boolean isOverTime() {
        return true;
    }

    @Override
    public Map<String, Figures> ask(String tenant, List<Asked> questions) {
        var token = tokens.token(tenant);
        if (token.isEmpty()) {
            return all(questions, "The gateway has given no token for this tenant");
        }
        try {
            return answered(token.get(), questions);
        } catch (IOException e) {
            Log.debugf("No figures: %s", e.toString());
            return all(questions, AWAY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return all(questions, AWAY);
        }
    }

    @Override
    public List<String> names() {
        return List.of(
                "delivery_rate_percent", "message_failure_rate_percent", "failed_jobs", "{family}.{figure} of records");
    }

    private Map<String, Figures> answered(String token, List<Asked> questions)
            throws IOException, InterruptedException {
        var body = new Body(questions.stream()
                .map(asked -> new Question(
                        asked.id(),
                        OTHER_NAMES.getOrDefault(asked.metric(), asked.metric()),
                        asked.groupBy(),
                        asked.windowSeconds()))
                .toList());
        var request = HttpRequest.newBuilder(config.metrics().resolve("/internal/figures"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .timeout(config.timeout())
                .POST(BodyPublishers.ofString(json.writeValueAsString(body)))
                .build();
        var answer = WholeAnswer.body(http, request, config.timeout());
        var answers = all(questions, "The metrics service left the question out");
        for (var one : json.readValue(answer, Answers.class).answers()) {
            answers.replace(one.id(), one.figures());
        }
        return answers;
    }

    private static Map<String, Figures> all(List<Asked> questions, String problem) {
        var all = new HashMap<String, Figures>();
        questions.forEach(question -> all.put(question.id(), Figures.none(problem)));
        return all;
    }

    @RegisterForReflection
    record Body(List<Question> questions) {}

    @RegisterForReflection
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Question(String id, String metric, List<String> groupBy, int windowSeconds) {}

    @RegisterForReflection
    record Answers(List<One> answers) {}

    /** @param absent what a group has that is not listed */
    @RegisterForReflection
    record One(
            String id,
            @Nullable List<Value> values,
            @Nullable Double absent,
            @Nullable String problem) {

        Figures figures() {
            var groups = values == null ? List.<Value>of() : values;
            return new Figures(
                    groups.stream()
                            .map(value -> new Figures.Group(value.labels(), maybe(value.value())))
                            .toList(),
                    maybe(absent),
                    false,
                    problem);
        }

        private static OptionalDouble maybe(@Nullable Double value) {
            return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
        }
    }

    @RegisterForReflection
    record Value(Map<String, String> labels, @Nullable Double value) {}
}
