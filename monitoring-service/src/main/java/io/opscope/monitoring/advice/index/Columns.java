package io.opscope.monitoring.advice.index;

import io.opscope.monitoring.advice.text.ServerText;
import java.util.HashSet;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExpressionVisitorAdapter;
import net.sf.jsqlparser.schema.Column;

/** The columns that an expression is made of. */
final class Columns {

    private Columns() {}

    /** What their tables are called; where one has no table, an empty name is among them. */
    static Set<String> tablesOf(Expression expression) {
        var tables = new HashSet<String>();
        expression.accept(
                new ExpressionVisitorAdapter<Void>() {
                    @Override
                    public <S> Void visit(Column column, S context) {
                        tables.add(
                                column.getTable() == null
                                        ? ""
                                        : unquoted(column.getTable().getName()));
                        return null;
                    }
                },
                null);
        return tables;
    }

    /** The expression as an index on the table has it. */
    static String withoutTables(Expression expression) {
        var copy = ServerText.condition(expression.toString()).orElse(expression);
        copy.accept(
                new ExpressionVisitorAdapter<Void>() {
                    @Override
                    public <S> Void visit(Column column, S context) {
                        column.setTable(null);
                        return null;
                    }
                },
                null);
        return copy.toString();
    }

    private static String unquoted(String name) {
        return name.startsWith("\"") && name.endsWith("\"") && name.length() > 1
                ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                : name;
    }
}
