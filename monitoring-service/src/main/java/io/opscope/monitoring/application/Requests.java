package io.opscope.monitoring.application;

import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How the requests to some part of a product went.
 *
 * @param requests as many as it says; else as many as there are response times
 * @param errors as many as it says
 * @param mean milliseconds
 * @param p95 milliseconds, of all of them together
 */
record Requests(OptionalLong requests, OptionalLong errors, OptionalDouble mean, OptionalDouble p95) {

    static final String REQUESTS = "requests";
    static final String ERRORS = "errors";
    static final String RESPONSE_TIME = "response_time_ms";

    /** Of everything that a product sent. */
    static Requests of(Sent sent) {
        var times = sent.named(RESPONSE_TIME);
        var said = sent.named(REQUESTS).map(one -> OptionalLong.of(Math.round(one.total())));
        return new Requests(
                said.orElseGet(
                        () -> times.map(one -> OptionalLong.of(one.values())).orElseGet(OptionalLong::empty)),
                sent.named(ERRORS)
                        .map(one -> OptionalLong.of(Math.round(one.total())))
                        .orElseGet(OptionalLong::empty),
                times.map(one -> OptionalDouble.of(one.average())).orElseGet(OptionalDouble::empty),
                times.map(Sent.Measured::p95).map(OptionalDouble::of).orElseGet(OptionalDouble::empty));
    }

    /** Of one endpoint or replica: each name is there once at most. */
    static Requests of(Collection<Sent.Part> parts) {
        var times = named(parts, RESPONSE_TIME);
        var count = times.stream().mapToLong(Sent.Part::values).sum();
        var said = named(parts, REQUESTS);
        var errors = named(parts, ERRORS);
        return new Requests(
                said.isEmpty()
                        ? times.isEmpty() ? OptionalLong.empty() : OptionalLong.of(count)
                        : OptionalLong.of(Math.round(total(said))),
                errors.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Math.round(total(errors))),
                count == 0 ? OptionalDouble.empty() : OptionalDouble.of(total(times) / count),
                times.stream().mapToDouble(Sent.Part::p95).findFirst());
    }

    @Nullable Long requestsOrNull() {
        return requests.isPresent() ? requests.getAsLong() : null;
    }

    @Nullable Long errorsOrNull() {
        return errors.isPresent() ? errors.getAsLong() : null;
    }

    @Nullable Double meanOrNull() {
        return mean.isPresent() ? Gaps.rounded(mean.getAsDouble()) : null;
    }

    @Nullable Double p95OrNull() {
        return p95.isPresent() ? Gaps.rounded(p95.getAsDouble()) : null;
    }

    private static List<Sent.Part> named(Collection<Sent.Part> parts, String name) {
        return parts.stream().filter(part -> part.name().equals(name)).toList();
    }

    private static double total(Collection<Sent.Part> parts) {
        return parts.stream().mapToDouble(Sent.Part::total).sum();
    }
}
