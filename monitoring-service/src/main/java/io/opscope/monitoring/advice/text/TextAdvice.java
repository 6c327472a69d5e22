package io.opscope.monitoring.advice.text;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.delete.ParenthesedDelete;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.WithItem;
import net.sf.jsqlparser.statement.update.ParenthesedUpdate;
import net.sf.jsqlparser.statement.update.Update;
import org.jspecify.annotations.Nullable;

/**
 * Reads a statement's text for what is wrong whatever the data is. Claims only what the text proves: where a literal,
 * a plan or the data would be needed, it says so or says nothing; and nothing of a text that it cannot read as a whole.
 */
public final class TextAdvice {

    private final Set<Finding> found = EnumSet.noneOf(Finding.class);

    private TextAdvice() {}

    /** What is found, in a fixed order; empty when there is nothing. */
    public static List<Finding> on(String text) {
        var advice = new TextAdvice();
        ServerText.parsed(text).ifPresent(advice::read);
        return List.copyOf(advice.found);
    }

    /**
     * The same with one run of the statement known.
     *
     * @param sample its text with its literals; null where none was seen
     */
    public static List<Finding> on(String text, @Nullable String sample) {
        var findings = on(text);
        if (sample == null || !findings.contains(Finding.SAMPLE_NEEDED)) {
            return findings;
        }
        var asked = ServerText.parsed(text).map(Patterns::of);
        var seen = ServerText.parsed(sample).map(Patterns::of);
        // what runs may be cut off where it is shown
        if (asked.isEmpty()
                || seen.isEmpty()
                || asked.get().number() != seen.get().number()) {
            return findings;
        }
        var told = EnumSet.copyOf(findings);
        told.remove(Finding.SAMPLE_NEEDED);
        told.addAll(seen.get().found());
        return List.copyOf(told);
    }

    private void read(Statement statement) {
        if (statement instanceof Select select) {
            changes(select.getWithItemsList());
            read(select, Relations.of(select.getWithItemsList()));
        } else if (statement instanceof Update update) {
            changes(update.getWithItemsList());
            change(update);
        } else if (statement instanceof Delete delete) {
            changes(delete.getWithItemsList());
            change(delete);
        } else if (statement instanceof Insert insert) {
            changes(insert.getWithItemsList());
            if (insert.getSelect() != null) {
                read(insert.getSelect(), Relations.of(insert.getWithItemsList()));
            }
        } else {
            return;
        }
        found.addAll(Patterns.of(statement).found());
    }

    private void read(Select select, Relations named) {
        if (named.readsEverything(select)) {
            found.add(Finding.ALL_READ);
        }
        if (named.fetchesEverything(select)) {
            found.add(Finding.STAR);
        }
    }

    /** Those that stand in a WITH; a change does there what it does anywhere. */
    private void changes(@Nullable List<WithItem<?>> items) {
        for (var item : items == null ? List.<WithItem<?>>of() : items) {
            Object inner = item.getParenthesedStatement();
            if (inner instanceof ParenthesedUpdate update) {
                change(update.getUpdate());
            } else if (inner instanceof ParenthesedDelete delete) {
                change(delete.getDelete());
            } else if (inner instanceof ParenthesedSelect select) {
                changes(select.getWithItemsList());
            }
        }
    }

    private void change(Update update) {
        if (update.getWhere() == null && update.getLimit() == null && onlyListed(update.getStartJoins())) {
            found.add(Finding.ALL_UPDATED);
        }
    }

    private void change(Delete delete) {
        if (delete.getWhere() == null && delete.getLimit() == null && onlyListed(delete.getJoins())) {
            found.add(Finding.ALL_DELETED);
        }
    }

    /** Whether tables are listed without a condition between them, which narrows nothing down. */
    private static boolean onlyListed(@Nullable List<Join> joins) {
        return joins == null || joins.stream().allMatch(join -> join.isSimple() || join.isCross());
    }
}
