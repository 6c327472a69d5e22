package io.opscope.metrics.api.records;

import io.opscope.kit.moment.Times;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.metrics.api.parameter.Given;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.query.Listing;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/** What every listing can be asked for. */
record PageRequest(
        @RestQuery Optional<String> status,
        @RestQuery("user_id") Optional<String> userId,
        @RestQuery Optional<String> from,

        @Parameter(description = "Not part of the range, except a date alone") @RestQuery
        Optional<String> until,

        @Parameter(description = "What the id or a text of the record contains, whatever its case") @RestQuery
        Optional<String> q,

        @Parameter(description = "-created_at (newest first) or created_at, also by the family's own name of its time")
        @RestQuery
        Optional<String> sort,

        @RestQuery @DefaultValue("50") @Min(value = 1, message = "1 to 1000") @Max(value = 1000, message = "1 to 1000") int limit,

        @Parameter(description = "next_cursor of the page before") @RestQuery
        Optional<String> cursor) {

    /**
     * The listing that is meant.
     *
     * @param conditions on dimensions of the family; one that is not given does not count
     * @param searched fields that {@code q} is looked for in
     * @param zone whose days dates alone are
     */
    Listing listing(Family family, Map<String, Optional<String>> conditions, List<String> searched, ZoneId zone) {
        var where = new TreeMap<String, String>();
        Given.text(status).ifPresent(value -> where.put("status", value.toLowerCase(Locale.ROOT)));
        conditions.forEach((dimension, value) -> Given.text(value).ifPresent(given -> where.put(dimension, given)));
        var start = Times.from("from", from, zone);
        var end = Times.until("until", until, zone);
        if (start.isPresent() && end.isPresent() && !start.get().isBefore(end.get())) {
            throw CommonProblem.badParameter("from", start.get(), "a time before until, which is " + end.get());
        }
        return new Listing(
                family,
                where,
                Given.text(userId),
                start,
                end,
                Given.text(q),
                searched,
                Order.isOldestFirst(family, sort));
    }
}
