package io.opscope.tools.mapping;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.opscope.tools.cli.Complaint;
import io.opscope.tools.file.Row;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An expression in CEL over the columns of a file. A column is a text; where the expression only makes sense when it is a number, its number is taken.
 * Which one it is, is decided once, from the expression and never from the rows: an invoice number stays a text in a month in which all of them happen to be digits.
 */
final class Expression implements Source {

    private static final int MOST_COLUMNS = 10;
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern BARE_NAME = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_ .]*");
    private static final String ROW = "row";
    private static final CelType TEXTS = MapType.create(SimpleType.STRING, SimpleType.STRING);
    private static final CelOptions OPTIONS =
            CelOptions.current().evaluateCanonicalTypesToNativeValues(true).build();
    private static final Numbers NUMBERS = new Numbers();
    private static final CelRuntime RUNTIME = CelRuntimeFactory.standardCelRuntimeBuilder()
            .setOptions(OPTIONS)
            .addFunctionBindings(NUMBERS.bindings())
            .addLibraries(CelExtensions.strings())
            .build();

    private final CelRuntime.Program program;
    private final Set<String> numbers;
    private final Set<String> texts;

    private Expression(CelRuntime.Program program, Set<String> numbers, Set<String> texts) {
        this.program = program;
        this.numbers = numbers;
        this.texts = texts;
    }

    /** Understands the expression, or throws a {@link Complaint} that says what is wrong with it and what there is instead. */
    static Expression of(String text, FieldKind wanted, List<String> columns, String mapped) {
        try {
            var parsed = compiler(Set.of(), Set.of()).parse(text);
            if (parsed.hasError()) {
                throw BARE_NAME.matcher(text).matches()
                        ? unknownColumn(text, columns, mapped)
                        : notValid(mapped, parsed.getErrors());
            }
            return typed(parsed.getAst(), wanted, columns, mapped);
        } catch (CelValidationException | CelEvaluationException problem) {
            throw Complaint.aboutInput(mapped + ": not a valid CEL expression: " + problem.getMessage());
        }
    }

    private static Expression typed(CelAbstractSyntaxTree parsed, FieldKind wanted, List<String> columns, String mapped)
            throws CelValidationException, CelEvaluationException {
        var used = List.copyOf(columnsIn(parsed, columns));
        if (used.size() > MOST_COLUMNS) {
            throw Complaint.aboutInput(mapped + ": an expression may use " + MOST_COLUMNS + " columns, this one uses "
                    + used.size() + ".");
        }
        List<CelIssue> fewestIssues = List.of();
        Expression convertible = null;
        CelType misfit = null;
        for (int choice = 0; choice < 1 << used.size(); choice++) {
            var numbers = chosen(used, choice, true);
            var texts = chosen(used, choice, false);
            var checked = compiler(numbers, texts).check(parsed);
            if (checked.hasError()) {
                fewestIssues = fewer(fewestIssues, checked);
                continue;
            }
            var type = checked.getAst().getResultType();
            if (fits(type, wanted)) {
                return new Expression(RUNTIME.createProgram(checked.getAst()), numbers, texts);
            }
            if (!canBecome(type, wanted)) {
                misfit = type;
            } else if (convertible == null) {
                convertible = new Expression(RUNTIME.createProgram(checked.getAst()), numbers, texts);
            }
        }
        if (convertible != null) {
            return convertible;
        }
        if (misfit != null) {
            throw misfit(misfit, wanted, mapped);
        }
        throw explained(fewestIssues, parsed, columns, mapped);
    }

    @Override
    public @Nullable Object value(Row row) {
        try {
            return program.eval(name -> resolve(name, row));
        } catch (EmptyNumber empty) {
            return null;
        } catch (CelEvaluationException problem) {
            for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
                if (cause instanceof RowProblem known) {
                    throw known;
                }
                if (cause instanceof EmptyNumber) {
                    return null;
                }
            }
            throw new RowProblem(
                    String.valueOf(problem.getMessage()).replaceFirst("^evaluation error[^:]*: ", "") + ".");
        }
    }

    private Optional<Object> resolve(String name, Row row) {
        if (numbers.contains(name)) {
            return Optional.of(number(name, row));
        }
        if (texts.contains(name)) {
            return Optional.of(row.text(name));
        }
        return name.equals(ROW) ? Optional.of(texts(row)) : Optional.empty();
    }

    private static BigDecimal number(String column, Row row) {
        var cell = row.cell(column);
        if (cell == null) {
            throw new EmptyNumber();
        }
        if (cell instanceof BigDecimal number) {
            return Values.plain(number);
        }
        try {
            return Values.number(cell.toString());
        } catch (RowProblem problem) {
            throw new RowProblem("the column " + column + " is calculated with, but " + problem.reason());
        }
    }

    private static Map<String, String> texts(Row row) {
        return row.cells().keySet().stream().collect(Collectors.toMap(column -> column, row::text));
    }

    private static dev.cel.compiler.CelCompiler compiler(Set<String> numbers, Set<String> texts) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addFunctionDeclarations(NUMBERS.declarations())
                .addLibraries(CelExtensions.strings());
        numbers.forEach(column -> builder.addVar(column, Numbers.NUMBER));
        texts.forEach(column -> builder.addVar(column, SimpleType.STRING));
        if (!numbers.contains(ROW) && !texts.contains(ROW)) {
            builder.addVar(ROW, TEXTS);
        }
        return builder.build();
    }

    /** The columns an expression speaks of; one with points in its name reads like a field of a field. */
    private static Set<String> columnsIn(CelAbstractSyntaxTree parsed, List<String> columns) {
        var known = Set.copyOf(columns);
        var used = new LinkedHashSet<String>();
        CelNavigableAst.fromAst(parsed)
                .getRoot()
                .allNodes()
                .map(CelNavigableExpr::expr)
                .map(Expression::qualifiedName)
                .filter(known::contains)
                .forEach(used::add);
        return used;
    }

    private static String qualifiedName(CelExpr expression) {
        return switch (expression.exprKind().getKind()) {
            case IDENT -> expression.ident().name();
            case SELECT ->
                qualifiedName(expression.select().operand()) + "."
                        + expression.select().field();
            default -> "";
        };
    }

    private static Set<String> chosen(List<String> used, int choice, boolean number) {
        var chosen = new LinkedHashSet<String>();
        for (int i = 0; i < used.size(); i++) {
            if (((choice >> i & 1) == 1) == number) {
                chosen.add(used.get(i));
            }
        }
        return chosen;
    }

    private static List<CelIssue> fewer(List<CelIssue> best, CelValidationResult checked) {
        var issues = checked.getErrors();
        return best.isEmpty() || issues.size() < best.size() ? new ArrayList<>(issues) : best;
    }

    private static boolean fits(CelType type, FieldKind wanted) {
        return switch (wanted) {
            case TEXT -> type.equals(SimpleType.STRING);
            case TIME -> type.equals(SimpleType.TIMESTAMP);
            case DECIMAL, INTEGER -> isNumber(type);
            case ANY -> canBecome(type, wanted);
        };
    }

    private static boolean canBecome(CelType type, FieldKind wanted) {
        var scalar = type.equals(SimpleType.STRING) || isNumber(type);
        return switch (wanted) {
            case TEXT -> scalar || type.equals(SimpleType.BOOL) || type.equals(SimpleType.DYN);
            case TIME -> type.equals(SimpleType.STRING) || type.equals(SimpleType.DYN);
            case DECIMAL, INTEGER -> scalar || type.equals(SimpleType.DYN);
            case ANY ->
                scalar
                        || type.equals(SimpleType.BOOL)
                        || type.equals(SimpleType.TIMESTAMP)
                        || type.equals(SimpleType.DYN);
        };
    }

    private static boolean isNumber(CelType type) {
        return type.equals(Numbers.NUMBER) || type.equals(SimpleType.INT) || type.equals(SimpleType.DOUBLE);
    }

    private static Complaint misfit(CelType type, FieldKind wanted, String mapped) {
        var hint =
                wanted == FieldKind.TIME && isNumber(type) ? " epoch(...) makes a time out of seconds since 1970." : "";
        return Complaint.aboutInput(mapped + ": the field takes " + wanted.description() + ", the expression gives "
                + described(type.name()) + "." + hint);
    }

    private static Complaint explained(
            List<CelIssue> issues, CelAbstractSyntaxTree parsed, List<String> columns, String mapped) {
        var matcher = UNDECLARED.matcher(issues.get(0).getMessage());
        if (matcher.matches()) {
            var name = matcher.group(1);
            return isCalled(parsed, name)
                    ? Complaint.aboutInput(mapped + ": there is no function " + name
                            + "; besides CEL's own there are epoch, time, number and round.")
                    : unknownColumn(name, columns, mapped);
        }
        return notValid(mapped, issues);
    }

    private static boolean isCalled(CelAbstractSyntaxTree parsed, String function) {
        return CelNavigableAst.fromAst(parsed)
                .getRoot()
                .allNodes()
                .map(CelNavigableExpr::expr)
                .anyMatch(expression -> expression.exprKind().getKind() == CelExpr.ExprKind.Kind.CALL
                        && expression.call().function().equals(function));
    }

    static Complaint unknownColumn(String name, List<String> columns, String mapped) {
        return Complaint.aboutInput(
                mapped + ": the file has no column " + name + "; it has " + String.join(", ", columns) + ".");
    }

    private static Complaint notValid(String mapped, List<CelIssue> issues) {
        var issue = issues.get(0);
        var message = described(issue.getMessage().replaceFirst(" \\(candidates: .*", ""))
                .replaceFirst(" expecting \\{.*", "");
        return Complaint.aboutInput(mapped + ": not a valid CEL expression, at character "
                + (issue.getSourceLocation().getColumn() + 1) + " of it: " + message + ".");
    }

    /** CEL's names of things in the words of the documentation. */
    private static String described(String message) {
        return message.replace("google.protobuf.Timestamp", "time")
                .replace("'@in'", "'in'")
                .replaceAll("'_([^_']+)_'", "'$1'")
                .replaceAll("\\bstring\\b", "text")
                .replaceAll("\\b(int|double)\\b", "number");
    }

    /** Raised where a calculation meets an empty cell; the field then is absent, as with NULL in SQL. */
    private static final class EmptyNumber extends RuntimeException {
        EmptyNumber() {
            super(null, null, false, false);
        }
    }
}
