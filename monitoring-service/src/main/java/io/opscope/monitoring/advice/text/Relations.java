package io.opscope.monitoring.advice.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.ParenthesedFromItem;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.TableStatement;
import net.sf.jsqlparser.statement.select.WithItem;
import org.jspecify.annotations.Nullable;

/** What names stand for where a SELECT is: those of a WITH for what stands there, all others for tables. */
final class Relations {

    private static final Set<String> EXTREMES = Set.of("min", "max");

    private final Map<String, WithItem<?>> named;

    private Relations(Map<String, WithItem<?>> named) {
        this.named = named;
    }

    static Relations of(@Nullable List<WithItem<?>> items) {
        return new Relations(Map.of()).with(items);
    }

    /** Whether the text proves that all rows of a table are read. */
    boolean readsEverything(Select select) {
        if (select.getLimit() != null || select.getFetch() != null) {
            return false;
        }
        var inside = with(select.getWithItemsList());
        if (select instanceof ParenthesedSelect parenthesed) {
            return inside.readsEverything(parenthesed.getSelect());
        }
        if (select instanceof SetOperationList list) {
            return list.getSelects().stream().anyMatch(inside::readsEverything);
        }
        if (select instanceof TableStatement statement) {
            return inside.isWhole(statement.getTable());
        }
        return select instanceof PlainSelect plain && inside.narrowsNothingDown(plain);
    }

    /** Whether every column of a table is fetched, unnamed. */
    boolean fetchesEverything(Select select) {
        var inside = with(select.getWithItemsList());
        if (select instanceof ParenthesedSelect parenthesed) {
            return inside.fetchesEverything(parenthesed.getSelect());
        }
        if (select instanceof SetOperationList list) {
            return list.getSelects().stream().anyMatch(inside::fetchesEverything);
        }
        if (select instanceof TableStatement statement) {
            return inside.isWide(statement.getTable());
        }
        return select instanceof PlainSelect plain
                && plain.getSelectItems().stream().anyMatch(item -> inside.isEveryColumn(item.getExpression(), plain));
    }

    private boolean narrowsNothingDown(PlainSelect select) {
        if (select.getWhere() != null
                || select.getTop() != null
                || select.getFromItem() == null
                || asksForExtremesOnly(select)) {
            return false;
        }
        if (!isWhole(select.getFromItem())) {
            return false;
        }
        return joins(select).stream().allMatch(this::leavesEveryRow);
    }

    /** An outer join leaves every row to its left; a list of tables leaves all, unless one of them is narrowed down. */
    private boolean leavesEveryRow(Join join) {
        if (join.isLeft()) {
            return true;
        }
        return (join.isSimple() || join.isCross())
                && (isWhole(join.getFromItem())
                        || !(join.getFromItem() instanceof Table || isQuery(join.getFromItem())));
    }

    /** The least and the greatest an index may tell at once. */
    private static boolean asksForExtremesOnly(PlainSelect select) {
        return select.getGroupBy() == null
                && select.getSelectItems().stream()
                        .allMatch(item -> item.getExpression() instanceof Function function
                                && EXTREMES.contains(function.getName().toLowerCase(Locale.ROOT)));
    }

    private boolean isEveryColumn(Object item, PlainSelect select) {
        // the narrower first: it is a kind of the other
        if (item instanceof AllTableColumns columns) {
            var name = columns.getTable().getName();
            return items(select)
                    .filter(from -> name.equalsIgnoreCase(nameOf(from)))
                    .anyMatch(this::isWide);
        }
        return item instanceof AllColumns && items(select).anyMatch(this::isWide);
    }

    private boolean isWhole(FromItem item) {
        return holds(
                item,
                table -> table.getSampleClause() == null && !table.getName().equalsIgnoreCase("dual"),
                Relations::readsEverything);
    }

    private boolean isWide(FromItem item) {
        return holds(item, table -> true, Relations::fetchesEverything);
    }

    /** Asks of a table itself, of a query inside; of what a function returns, nothing is known. */
    private boolean holds(FromItem item, Predicate<Table> ofTable, BiPredicate<Relations, Select> ofQuery) {
        if (item instanceof ParenthesedFromItem group) {
            return (group.getJoins() == null || group.getJoins().isEmpty())
                    && holds(group.getFromItem(), ofTable, ofQuery);
        }
        if (item instanceof Table table) {
            var behind = table.getSchemaName() == null ? named.get(key(table.getName())) : null;
            if (behind == null) {
                return ofTable.test(table);
            }
            Object query = behind.getParenthesedStatement();
            return query instanceof Select select && ofQuery.test(without(table.getName()), select);
        }
        return item instanceof Select select && ofQuery.test(this, select);
    }

    private static boolean isQuery(FromItem item) {
        return item instanceof Select || item instanceof ParenthesedFromItem;
    }

    private static Stream<FromItem> items(PlainSelect select) {
        return Stream.concat(
                Stream.ofNullable(select.getFromItem()), joins(select).stream().map(Join::getFromItem));
    }

    private static List<Join> joins(PlainSelect select) {
        return select.getJoins() == null ? List.of() : select.getJoins();
    }

    private static String nameOf(FromItem item) {
        if (item.getAlias() != null) {
            return item.getAlias().getName().trim();
        }
        return item instanceof Table table ? table.getName() : "";
    }

    private Relations with(@Nullable List<WithItem<?>> items) {
        if (items == null || items.isEmpty()) {
            return this;
        }
        var more = new HashMap<>(named);
        for (var item : new ArrayList<>(items)) {
            more.put(key(item.getAliasName()), item);
        }
        return new Relations(more);
    }

    /** A query that names itself is not followed round. */
    private Relations without(String name) {
        var fewer = new HashMap<>(named);
        fewer.remove(key(name));
        return new Relations(fewer);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
