package io.opscope.monitoring.advice.index;

import io.opscope.monitoring.advice.text.ServerText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.NotExpression;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.GreaterThan;
import net.sf.jsqlparser.expression.operators.relational.GreaterThanEquals;
import net.sf.jsqlparser.expression.operators.relational.IsNullExpression;
import net.sf.jsqlparser.expression.operators.relational.MinorThan;
import net.sf.jsqlparser.expression.operators.relational.MinorThanEquals;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;

/** What a plan does with the columns of its tables, table by table. */
final class Uses {

    private static final Pattern DIRECTION =
            Pattern.compile("^(.*?)( COLLATE \\S+)?( DESC)?( NULLS (?:FIRST|LAST))?$", Pattern.DOTALL);
    private static final Set<String> TEXTS = Set.of("text", "character varying", "varchar", "bpchar");

    private final Set<String> aliases;
    private final Map<String, OfTable> byAlias = new LinkedHashMap<>();

    /** @param aliases what the plan calls its tables; looked at when something is read */
    Uses(Set<String> aliases) {
        this.aliases = aliases;
    }

    Map<String, OfTable> byAlias() {
        return byAlias;
    }

    void condition(String text) {
        ServerText.condition(text).ifPresent(condition -> conjunction(condition, false));
    }

    /** What rows are ordered by: as many keys from the first on as are of one table. */
    void sort(List<String> keys) {
        var ordered = new ArrayList<Key>();
        String alias = null;
        for (var text : keys) {
            var matcher = DIRECTION.matcher(text);
            if (!matcher.matches() || matcher.group(4) != null || matcher.group(2) != null) {
                break;
            }
            var operand = ServerText.condition(matcher.group(1)).flatMap(this::operand);
            if (operand.isEmpty()
                    || (alias != null && !alias.equals(operand.get().alias()))) {
                break;
            }
            alias = operand.get().alias();
            ordered.add(operand.get().key().descending(matcher.group(3) != null));
        }
        if (alias != null) {
            of(alias).sorts.add(List.copyOf(ordered));
        }
    }

    /** @param isAlternative whether it is one of several of which one has to hold */
    private void conjunction(Expression condition, boolean isAlternative) {
        if (condition instanceof ParenthesedExpressionList<?> list && list.size() == 1) {
            conjunction(list.get(0), isAlternative);
        } else if (condition instanceof AndExpression and) {
            conjunction(and.getLeftExpression(), isAlternative);
            conjunction(and.getRightExpression(), isAlternative);
        } else if (condition instanceof OrExpression or) {
            conjunction(or.getLeftExpression(), true);
            conjunction(or.getRightExpression(), true);
        } else {
            term(condition, isAlternative);
        }
    }

    private void term(Expression condition, boolean isAlternative) {
        if (condition instanceof EqualsTo equal) {
            compared(equal.getLeftExpression(), equal.getRightExpression(), true, isAlternative);
            compared(equal.getRightExpression(), equal.getLeftExpression(), true, isAlternative);
        } else if (condition instanceof GreaterThan
                || condition instanceof GreaterThanEquals
                || condition instanceof MinorThan
                || condition instanceof MinorThanEquals) {
            var order = (net.sf.jsqlparser.expression.BinaryExpression) condition;
            compared(order.getLeftExpression(), order.getRightExpression(), false, isAlternative);
            compared(order.getRightExpression(), order.getLeftExpression(), false, isAlternative);
        } else if (condition instanceof IsNullExpression isNull && !isNull.isNot()) {
            operand(isNull.getLeftExpression()).ifPresent(found -> equal(found, isAlternative));
        } else if (condition instanceof NotExpression not) {
            operand(not.getExpression())
                    .filter(found -> !found.key().isExpression())
                    .ifPresent(found -> equal(found, isAlternative));
        } else if (condition instanceof Column) {
            operand(condition).ifPresent(found -> equal(found, isAlternative));
        }
    }

    private void compared(Expression side, Expression other, boolean equals, boolean isAlternative) {
        var found = operand(side);
        if (found.isEmpty()) {
            return;
        }
        var others = Columns.tablesOf(other);
        if (others.contains(found.get().alias())) {
            return;
        }
        var table = of(found.get().alias());
        if (!equals) {
            table.ranges.add(found.get().key());
        } else if (others.stream().anyMatch(aliases::contains)) {
            table.joins.add(found.get().key());
        } else {
            equal(found.get(), isAlternative);
        }
    }

    private void equal(Operand found, boolean isAlternative) {
        var table = of(found.alias());
        (isAlternative ? table.alternatives : table.equals).add(found.key());
    }

    private OfTable of(String alias) {
        return byAlias.computeIfAbsent(alias, key -> new OfTable());
    }

    /** What an index could be on: a column of one of the tables, or what is computed of such and of nothing else. */
    private Optional<Operand> operand(Expression side) {
        if (side instanceof ParenthesedExpressionList<?> list && list.size() == 1) {
            return operand(list.get(0));
        }
        if (side instanceof CastExpression cast
                && cast.getColDataType() != null
                && TEXTS.contains(cast.getColDataType().getDataType().toLowerCase(java.util.Locale.ROOT))
                && bare(cast.getLeftExpression()) instanceof Column column) {
            // the same values by another name: an index on the column serves
            return operand(column);
        }
        var tables = Columns.tablesOf(side);
        if (tables.size() != 1 || !aliases.containsAll(tables)) {
            return Optional.empty();
        }
        var alias = tables.iterator().next();
        return Optional.of(new Operand(
                alias,
                side instanceof Column column
                        ? Key.column(column.getColumnName())
                        : Key.expression(Columns.withoutTables(side))));
    }

    private static Expression bare(Expression expression) {
        return expression instanceof ParenthesedExpressionList<?> list && list.size() == 1
                ? bare(list.get(0))
                : expression;
    }

    private record Operand(String alias, Key key) {}

    /** What is done with one table's columns. */
    static final class OfTable {
        /** Compared for equality with what is known before the table is read. */
        final Set<Key> equals = new LinkedHashSet<>();
        /** The same, where other conditions would do instead. */
        final Set<Key> alternatives = new LinkedHashSet<>();
        /** Compared for equality with columns of other tables. */
        final Set<Key> joins = new LinkedHashSet<>();

        final Set<Key> ranges = new LinkedHashSet<>();
        final List<List<Key>> sorts = new ArrayList<>();
    }
}
