package io.opscope.metrics.rollup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Tx;
import io.opscope.metrics.catalogue.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What every tenant has decided, as this replica last saw it. Another replica may have seen something else; that they
 * never count side by side is the editions' business, which what is decided here is part of.
 */
@ApplicationScoped
public class Policies {

    private static final Sql ALL = Sql.file(Policies.class, "policies.sql");
    private static final Sql ONE = Sql.file(Policies.class, "policy.sql");
    private static final Sql STORE = Sql.file(Policies.class, "store-policy.sql");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> WORDS = new TypeReference<>() {};

    private final DataSource db;
    private final Policy usual;
    private final Map<String, Policy> known = new ConcurrentHashMap<>();

    Policies(DataSource db, RetentionConfig config) {
        this.db = db;
        this.usual = Policy.usual(Periods.usual(config.rawRetention()));
    }

    /** What a tenant decided, as far as this replica knows. */
    public Policy of(String tenant) {
        return known.getOrDefault(tenant, usual);
    }

    /** What a tenant decided, as the transaction sees it. */
    public Policy stored(Tx tx, String tenant) {
        return ONE.on(tx).set("tenant", tenant).first(this::policy).orElse(usual);
    }

    /** When a tenant's periods last changed; long ago when they never did. */
    Instant changed(Tx tx, String tenant) {
        return ONE.on(tx)
                .set("tenant", tenant)
                .first(row -> row.instant("changed"))
                .orElse(Instant.EPOCH);
    }

    void store(Tx tx, String tenant, Policy policy, Instant now) {
        var periods = policy.periods();
        var base = usual.periods();
        STORE.on(tx)
                .set("tenant", tenant)
                .set("minute", own(periods.minute(), base.minute()))
                .set("hour", own(periods.hour(), base.hour()))
                .set("day", own(periods.day(), base.day()))
                .set("month", own(periods.month(), base.month()))
                .set("raw", own(periods.raw(), base.raw()))
                .set("outcomes", json(policy.outcomes()))
                .set("now", now)
                .run();
    }

    /** Reads anew what is known; cheap, one row per tenant that decided something. */
    void look() {
        ALL.on(db).list(row -> known.put(row.text("tenant_id"), policy(row)));
    }

    private Policy policy(Row row) {
        var base = usual.periods();
        return new Policy(
                new Periods(
                        days(row, "minute_days", base.minute()),
                        days(row, "hour_days", base.hour()),
                        days(row, "day_days", base.day()),
                        days(row, "month_days", base.month()),
                        days(row, "raw_days", base.raw())),
                base,
                words(row.text("outcomes")));
    }

    private static int days(Row row, String column, int otherwise) {
        return row.maybeInteger(column).map(Math::toIntExact).orElse(otherwise);
    }

    /** What is as usual follows the usual when that becomes another one. */
    private static @Nullable Integer own(int days, int usual) {
        return days == usual ? null : days;
    }

    private static Map<String, Outcome> words(String json) {
        try {
            var outcomes = new HashMap<String, Outcome>();
            JSON.readValue(json, WORDS)
                    .forEach((status, outcome) ->
                            outcomes.put(status, Outcome.valueOf(outcome.toUpperCase(Locale.ROOT))));
            return outcomes;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tenant's outcomes are no JSON", e);
        }
    }

    private static String json(Map<String, Outcome> outcomes) {
        try {
            var words = new TreeMap<String, String>();
            outcomes.forEach(
                    (status, outcome) -> words.put(status, outcome.name().toLowerCase(Locale.ROOT)));
            return JSON.writeValueAsString(words);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** After so long every replica that can reach the database has looked. */
    static Duration knownAfter() {
        return Duration.ofMinutes(1);
    }
}
