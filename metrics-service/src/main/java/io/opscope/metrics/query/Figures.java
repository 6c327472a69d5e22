package io.opscope.metrics.query;

import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.catalogue.Outcome;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Some cells of one family added up. Nothing counted gives zeros, never an error. */
public final class Figures {

    private final Family family;
    private final List<Cell> cells;

    private Figures(Family family, List<Cell> cells) {
        this.family = family;
        this.cells = cells;
    }

    public static Figures of(Family family, Collection<Cell> cells) {
        return new Figures(family, List.copyOf(cells));
    }

    /** Only what this holds for. */
    public Figures only(Predicate<Cell> condition) {
        return new Figures(family, cells.stream().filter(condition).toList());
    }

    /** Only what came out so. */
    public Figures only(Outcome outcome) {
        return only(cell -> cell.outcome() == outcome);
    }

    /** Only amounts in this currency, and the records they belong to. */
    public Figures in(String currency) {
        return only(cell -> cell.currency().equals(currency));
    }

    /** Apart by some key, in the order in which the keys turn up. */
    public <K> Map<K, Figures> by(Function<Cell, K> key) {
        var apart = new LinkedHashMap<K, List<Cell>>();
        cells.forEach(cell -> apart.computeIfAbsent(key.apply(cell), ignored -> new ArrayList<>())
                .add(cell));
        var figures = new LinkedHashMap<K, Figures>();
        apart.forEach((value, some) -> figures.put(value, new Figures(family, some)));
        return figures;
    }

    /** Apart by the value of the dimension asked for at this place, the one with most records first. */
    public Map<String, Figures> byDimension(int place) {
        var ordered = new LinkedHashMap<String, Figures>();
        by(cell -> cell.dim(place)).entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Figures> entry) ->
                                -entry.getValue().records())
                        .thenComparing(Map.Entry::getKey))
                .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
        return ordered;
    }

    /** How many records each value of the dimension asked for at this place has, the most first. */
    public Map<String, Long> recordsBy(int place) {
        var records = new LinkedHashMap<String, Long>();
        byDimension(place).forEach((value, figures) -> records.put(value, figures.records()));
        return records;
    }

    /** The currencies that amounts are in, apart from one, in alphabetical order. */
    public List<String> currenciesOtherThan(String currency) {
        return cells.stream()
                .map(Cell::currency)
                .filter(other -> !other.equals(currency))
                .distinct()
                .sorted()
                .toList();
    }

    public long records() {
        return cells.stream().mapToLong(Cell::records).sum();
    }

    public long successes() {
        return only(Outcome.SUCCESS).records();
    }

    /** Successes of all records, in percent with 2 decimals. */
    public BigDecimal successRate() {
        return Rounding.percent(successes(), records());
    }

    /** How many records have a value of this measure. */
    public long count(String measure) {
        var place = family.measure(measure);
        return cells.stream().mapToLong(cell -> cell.count(place)).sum();
    }

    public BigDecimal sum(String measure) {
        var place = family.measure(measure);
        return cells.stream().map(cell -> cell.sum(place)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Mean of the values there are, rounded; zero when there are none. */
    public BigDecimal average(String measure, int decimals) {
        return Rounding.ratio(sum(measure), count(measure), decimals);
    }

    /** Least value; for cells that were asked for with extremes. */
    public Optional<BigDecimal> min(String measure) {
        return extreme(measure, Cell::mins, BigDecimal::min);
    }

    /** Greatest value; for cells that were asked for with extremes. */
    public Optional<BigDecimal> max(String measure) {
        return extreme(measure, Cell::maxs, BigDecimal::max);
    }

    /** How exact the least and greatest values are. */
    public Extremes extremes() {
        return cells.stream().map(Cell::extremes).max(Comparator.naturalOrder()).orElse(Extremes.EXACT);
    }

    /** A percentile of the measure whose distribution was asked for, 0 to 100; empty when there is no value. */
    public Optional<BigDecimal> percentile(double percent, int decimals) {
        var values = sketches().values();
        return values.count() <= 0
                ? Optional.empty()
                : Optional.of(Rounding.to(decimals, BigDecimal.valueOf(values.quantile(percent / 100))));
    }

    /** About how many users the records have; for cells that were asked for with them. */
    public long distinctUsers() {
        return sketches().users().estimate();
    }

    private Sketches sketches() {
        return Sketches.merged(cells.stream().map(Cell::sketches).toList());
    }

    private Optional<BigDecimal> extreme(
            String measure, Function<Cell, List<@Nullable BigDecimal>> values, BinaryOperator<BigDecimal> better) {
        var place = family.measure(measure);
        Stream<@Nullable BigDecimal> all =
                cells.stream().map(cell -> values.apply(cell).get(place));
        return all.filter(Objects::nonNull).map(Objects::requireNonNull).reduce(better);
    }
}
