package io.opscope.metrics.rollup;

import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.catalogue.Outcome;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a tenant has decided.
 *
 * @param usual what is kept where nobody decided anything; counted by it, an edition is the catalogue entry's own
 * @param outcomes statuses of the tenant's own, in lower case, beside those that the catalogue knows
 */
public record Policy(Periods periods, Periods usual, Map<String, Outcome> outcomes) {

    public Policy {
        outcomes = Map.copyOf(outcomes);
    }

    /** What decides nothing. */
    static Policy usual(Periods usual) {
        return new Policy(usual, usual, Map.of());
    }

    /** Changes whenever what is counted of a tenant's records does, or where it is counted, and with nothing else. */
    public String edition(Family family) {
        if (outcomes.isEmpty() && periods.tiers().equals(usual.tiers())) {
            return family.edition();
        }
        var words = new TreeMap<String, String>();
        outcomes.forEach((status, outcome) -> words.put(status, outcome.name()));
        return family.edition() + " " + periods.tiers() + " "
                + Integer.toHexString(words.toString().hashCode());
    }

    /** What a status means to this tenant. */
    public Outcome outcome(String status, Outcome otherwise) {
        return outcomes.isEmpty()
                ? otherwise
                : Objects.requireNonNullElse(outcomes.get(status.toLowerCase(Locale.ROOT)), otherwise);
    }
}
