package io.opscope.monitoring.advice;

import io.opscope.monitoring.advice.index.Candidate;
import io.opscope.monitoring.advice.index.Candidates;
import io.opscope.monitoring.advice.index.PlanReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Looks for the fewest and narrowest indexes that make a statement cheaper by the planner's own reckoning: it is offered all
 * that might help at once, and then those it takes one fewer and one key shorter, as long as little is lost.
 */
final class IndexSearch {

    /** Above which a statement is taken for dearer: what costs less than this more is as good. */
    private static final double AS_GOOD = 1.1;

    private static final int MOST = 3;

    private final Planner planner;
    private final AdviceConfig config;
    private final String text;
    private final String path;

    IndexSearch(Planner planner, AdviceConfig config, String text, String path) {
        this.planner = planner;
        this.config = config;
        this.text = text;
        this.path = path;
    }

    Verdict verdict() {
        var before = planner.plan(text, path);
        if (before.cost() < config.leastCost()) {
            return Verdict.none(
                    "The planner takes the statement for a cheap one: it reads little",
                    "Look whether it waits for locks or for the disk");
        }
        var tables = planner.tables(before.relations().values());
        var taken = taken(Candidates.of(before, tables));
        if (taken.indexes().isEmpty() || !isGain(before, taken)) {
            return nothingHelps();
        }
        var fewest = shorter(fewer(taken));
        // what is shown has been tried just so
        var proof = taken(fewest.indexes());
        return fewest.indexes().size() <= MOST
                        && proof.indexes().size() == fewest.indexes().size()
                        && isGain(before, proof)
                ? Verdict.of(proof.indexes(), before.cost(), proof.cost())
                : nothingHelps();
    }

    private Verdict nothingHelps() {
        return Verdict.none("No index was found that makes the statement cheaper by " + Math.round(config.gain() * 100)
                + " % in the planner's view");
    }

    private boolean isGain(PlanReader before, Taken taken) {
        return taken.cost() <= (1 - config.gain()) * before.cost();
    }

    private Taken fewer(Taken all) {
        var best = all;
        for (var one : all.indexes()) {
            if (best.indexes().size() > 1) {
                var rest = taken(without(best.indexes(), one));
                if (rest.cost() <= AS_GOOD * best.cost()) {
                    best = rest;
                }
            }
        }
        return best;
    }

    private Taken shorter(Taken all) {
        var best = all;
        for (var one : all.indexes()) {
            var current = one;
            while (true) {
                var next = current.shorter().orElse(null);
                if (next == null || next.isCovered()) {
                    break;
                }
                var changed = new ArrayList<>(without(best.indexes(), current));
                changed.add(next);
                var tried = taken(changed);
                if (tried.cost() > AS_GOOD * best.cost() || !tried.indexes().contains(next)) {
                    break;
                }
                best = tried;
                current = next;
            }
        }
        return best;
    }

    /** What the planner takes of what it is offered, and what the statement costs then. */
    private Taken taken(Collection<Candidate> offered) {
        var supposed = planner.suppose(offered);
        if (supposed.isEmpty()) {
            return new Taken(List.of(), Double.MAX_VALUE);
        }
        var plan = planner.plan(text, path);
        return new Taken(used(plan.indexes(), supposed), plan.cost());
    }

    private static List<Candidate> used(Set<String> names, java.util.Map<String, Candidate> supposed) {
        return supposed.entrySet().stream()
                .filter(entry -> names.contains(entry.getKey()))
                .map(java.util.Map.Entry::getValue)
                .sorted(java.util.Comparator.comparing(Candidate::definition))
                .toList();
    }

    private static List<Candidate> without(List<Candidate> all, Candidate one) {
        return all.stream().filter(other -> !other.equals(one)).toList();
    }

    private record Taken(List<Candidate> indexes, double cost) {}
}
