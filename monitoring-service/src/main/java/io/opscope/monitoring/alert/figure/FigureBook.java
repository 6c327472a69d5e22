package io.opscope.monitoring.alert.figure;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every figure that a rule can be about, whoever has it. */
@Singleton
public class FigureBook {

    private final List<FigureSource> sources;

    FigureBook(@All List<FigureSource> sources) {
        this.sources = sources;
    }

    /** Whether there is a metric of this name, as far as its name tells. */
    public boolean knows(String metric) {
        return source(metric).isPresent();
    }

    /** Whether a metric's figures are taken over a stretch of time, not as they are at the moment. */
    public boolean isOverTime(String metric) {
        return source(metric).map(FigureSource::isOverTime).orElse(false);
    }

    /** The names of all metrics, for people. */
    public String names() {
        return sources.stream()
                .flatMap(source -> source.names().stream())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** The answers to all questions of one tenant by their ids; every source is asked once. */
    public Map<String, Figures> ask(String tenant, List<Asked> questions) {
        var answers = new HashMap<String, Figures>();
        questions.forEach(question -> answers.put(question.id(), Figures.none("There is no such metric")));
        for (var source : sources) {
            var its = questions.stream()
                    .filter(question -> source(question.metric()).orElse(null) == source)
                    .toList();
            if (!its.isEmpty()) {
                answers.putAll(source.ask(tenant, its));
            }
        }
        return answers;
    }

    private Optional<FigureSource> source(String metric) {
        return sources.stream().filter(source -> source.knows(metric)).findFirst();
    }
}
