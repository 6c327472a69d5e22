package io.opscope.monitoring.advice.text;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.sf.jsqlparser.expression.CaseExpression;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExpressionVisitorAdapter;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.NotExpression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.arithmetic.Concat;
import net.sf.jsqlparser.expression.operators.relational.LikeExpression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.delete.ParenthesedDelete;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.insert.ParenthesedInsert;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.WithItem;
import net.sf.jsqlparser.statement.update.ParenthesedUpdate;
import net.sf.jsqlparser.statement.update.Update;
import org.jspecify.annotations.Nullable;

/**
 * The patterns that rows are chosen by, in the statement and all queries inside it. One that is negated, computed or only
 * shown is passed over: no index would serve it, however it begins.
 */
final class Patterns extends ExpressionVisitorAdapter<Void> {

    private static final Set<LikeExpression.KeyWord> LIKES =
            Set.of(LikeExpression.KeyWord.LIKE, LikeExpression.KeyWord.ILIKE);

    private final Set<Finding> found = EnumSet.noneOf(Finding.class);
    private boolean chooses = true;
    private int number;

    private Patterns() {}

    static Patterns of(Statement statement) {
        var patterns = new Patterns();
        patterns.walk(statement);
        return patterns;
    }

    Set<Finding> found() {
        return found;
    }

    /** How many there are, harmless ones included. */
    int number() {
        return number;
    }

    private void walk(@Nullable Object statement) {
        if (statement instanceof Select select) {
            walkAll(select.getWithItemsList());
            walk(select);
        } else if (statement instanceof ParenthesedUpdate inner) {
            walk((Object) inner.getUpdate());
        } else if (statement instanceof ParenthesedDelete inner) {
            walk((Object) inner.getDelete());
        } else if (statement instanceof ParenthesedInsert inner) {
            walk((Object) inner.getInsert());
        } else if (statement instanceof Update update) {
            walkAll(update.getWithItemsList());
            joins(update.getStartJoins());
            joins(update.getJoins());
            chosenBy(update.getWhere());
        } else if (statement instanceof Delete delete) {
            walkAll(delete.getWithItemsList());
            joins(delete.getJoins());
            chosenBy(delete.getWhere());
        } else if (statement instanceof Insert insert) {
            walkAll(insert.getWithItemsList());
            walk((Object) insert.getSelect());
        }
    }

    private void walkAll(@Nullable List<WithItem<?>> items) {
        for (var item : items == null ? List.<WithItem<?>>of() : items) {
            walk((Object) item.getParenthesedStatement());
        }
    }

    private void walk(Select select) {
        if (select instanceof ParenthesedSelect parenthesed) {
            walk((Object) parenthesed.getSelect());
        } else if (select instanceof SetOperationList list) {
            list.getSelects().forEach(one -> walk((Object) one));
        } else if (select instanceof PlainSelect plain) {
            computed(plain.getSelectItems());
            from(plain.getFromItem());
            joins(plain.getJoins());
            chosenBy(plain.getWhere());
        }
    }

    /** What is fetched chooses nothing, but a query in it does. */
    private void computed(@Nullable List<SelectItem<?>> items) {
        for (var item : items == null ? List.<SelectItem<?>>of() : items) {
            notChoosing(() -> item.getExpression().accept(this, null));
        }
    }

    private void from(@Nullable FromItem item) {
        if (item instanceof Select select) {
            walk((Object) select);
        }
    }

    private void joins(@Nullable List<Join> joins) {
        for (var join : joins == null ? List.<Join>of() : joins) {
            from(join.getFromItem());
            join.getOnExpressions().forEach(this::chosenBy);
        }
    }

    private void chosenBy(@Nullable Expression condition) {
        if (condition != null) {
            var outside = chooses;
            chooses = true;
            condition.accept(this, null);
            chooses = outside;
        }
    }

    @Override
    public <S> Void visit(LikeExpression like, S context) {
        if (chooses && !like.isNot() && LIKES.contains(like.getLikeKeyWord())) {
            number++;
            beginning(like.getRightExpression(), like.getEscape()).ifPresent(found::add);
        }
        return null;
    }

    @Override
    public <S> Void visit(NotExpression not, S context) {
        return notChoosing(() -> super.visit(not, context));
    }

    @Override
    public <S> Void visit(CaseExpression computed, S context) {
        return notChoosing(() -> super.visit(computed, context));
    }

    @Override
    public <S> Void visit(Function computed, S context) {
        return notChoosing(() -> super.visit(computed, context));
    }

    @Override
    public <S> Void visit(Select select, S context) {
        walk((Object) select);
        return null;
    }

    @Override
    public <S> Void visit(ParenthesedSelect select, S context) {
        walk((Object) select);
        return null;
    }

    private Void notChoosing(Runnable visit) {
        var outside = chooses;
        chooses = false;
        visit.run();
        chooses = outside;
        return null;
    }

    /** What is known of a pattern's first character. */
    private static Optional<Finding> beginning(Expression pattern, @Nullable Expression escape) {
        var first = first(pattern);
        if (!(first instanceof StringValue literal)) {
            return Optional.of(Finding.SAMPLE_NEEDED);
        }
        var text = literal.getValue();
        var isWild = text.startsWith("%") || text.startsWith("_");
        var isEscaped =
                escape instanceof StringValue mark && !mark.getValue().isEmpty() && text.startsWith(mark.getValue());
        return isWild && !isEscaped ? Optional.of(Finding.WILDCARD) : Optional.empty();
    }

    /** What a pattern that is put together begins with; an empty text in front is none. */
    private static Expression first(Expression pattern) {
        if (pattern instanceof CastExpression cast) {
            return first(cast.getLeftExpression());
        }
        if (pattern instanceof ParenthesedExpressionList<?> list && list.size() == 1) {
            return first(list.get(0));
        }
        if (pattern instanceof Concat concat) {
            return firstOf(Stream.of(concat.getLeftExpression(), concat.getRightExpression()), pattern);
        }
        if (pattern instanceof Function function
                && function.getParameters() != null
                && function.getName().toLowerCase(Locale.ROOT).equals("concat")) {
            return firstOf(function.getParameters().stream().map(part -> (Expression) part), pattern);
        }
        return pattern;
    }

    private static Expression firstOf(Stream<Expression> parts, Expression whole) {
        return parts.map(Patterns::first)
                .filter(part ->
                        !(part instanceof StringValue text && text.getValue().isEmpty()))
                .findFirst()
                .orElse(whole);
    }
}
