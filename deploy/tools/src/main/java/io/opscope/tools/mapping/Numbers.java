package io.opscope.tools.mapping;

import com.google.errorprone.annotations.Immutable;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Exact decimal numbers for CEL, which by itself has only 64-bit integers and binary fractions, and the functions that make times out of them. */
final class Numbers {

    /** The type of a column that is calculated with. */
    static final CelType NUMBER = OpaqueType.create("number");

    private static final Map<String, DateTimeFormatter> FORMATS = new ConcurrentHashMap<>();

    private final List<CelFunctionDecl> declarations = new ArrayList<>();
    private final List<CelFunctionBinding> bindings = new ArrayList<>();

    Numbers() {
        arithmetic("_+_", "add", BigDecimal::add);
        arithmetic("_-_", "subtract", BigDecimal::subtract);
        arithmetic("_*_", "multiply", BigDecimal::multiply);
        arithmetic("_/_", "divide", Numbers::divide);
        arithmetic("_%_", "modulo", Numbers::remainder);
        comparison("_<_", "less", true, sign -> sign < 0);
        comparison("_<=_", "less_equals", true, sign -> sign <= 0);
        comparison("_>_", "greater", true, sign -> sign > 0);
        comparison("_>=_", "greater_equals", true, sign -> sign >= 0);
        // Two of our numbers are already compared by CEL's own equality, which takes any two values of one type.
        comparison("_==_", "equals", false, sign -> sign == 0);
        comparison("_!=_", "not_equals", false, sign -> sign != 0);
        membership();
        negation();
        conversions();
        times();
    }

    List<CelFunctionDecl> declarations() {
        return declarations;
    }

    List<CelFunctionBinding> bindings() {
        return bindings;
    }

    @Immutable
    private interface Sign {
        boolean fits(int sign);
    }

    private void arithmetic(String function, String name, Calculation operation) {
        binary(function, name, NUMBER, true, (a, b) -> Values.plain(operation.apply(a, b)));
    }

    private void comparison(String function, String name, boolean alsoAmongNumbers, Sign sign) {
        binary(function, name, SimpleType.BOOL, alsoAmongNumbers, (a, b) -> sign.fits(a.compareTo(b)));
    }

    @Immutable
    private interface Calculation {
        BigDecimal apply(BigDecimal left, BigDecimal right);
    }

    @Immutable
    private interface Operation {
        Object apply(BigDecimal left, BigDecimal right);
    }

    private void binary(String function, String name, CelType result, boolean alsoAmongNumbers, Operation operation) {
        var overloads = new ArrayList<CelOverloadDecl>();
        for (var other : Operand.values()) {
            if (other != Operand.NUMBER) {
                overloads.add(overload(name + "_" + other + "_first", result, other, Operand.NUMBER, operation));
            }
            if (other != Operand.NUMBER || alsoAmongNumbers) {
                overloads.add(overload(name + "_" + other, result, Operand.NUMBER, other, operation));
            }
        }
        declarations.add(CelFunctionDecl.newFunctionDeclaration(function, overloads));
    }

    private CelOverloadDecl overload(String id, CelType result, Operand left, Operand right, Operation operation) {
        var unique = "number_" + id.toLowerCase(Locale.ROOT);
        bindings.add(CelFunctionBinding.from(
                unique,
                List.of(left.javaClass, right.javaClass),
                arguments -> operation.apply(decimal(arguments[0]), decimal(arguments[1]))));
        return CelOverloadDecl.newGlobalOverload(unique, result, left.type, right.type);
    }

    private void membership() {
        var overloads = new ArrayList<CelOverloadDecl>();
        for (var element : List.of(Operand.INT, Operand.DOUBLE)) {
            var id = "number_in_" + element;
            bindings.add(CelFunctionBinding.from(id, BigDecimal.class, List.class, (number, list) -> {
                for (Object candidate : list) {
                    if (decimal(candidate).compareTo(number) == 0) {
                        return true;
                    }
                }
                return false;
            }));
            overloads.add(
                    CelOverloadDecl.newGlobalOverload(id, SimpleType.BOOL, NUMBER, ListType.create(element.type)));
        }
        declarations.add(CelFunctionDecl.newFunctionDeclaration("@in", overloads));
    }

    private void negation() {
        declarations.add(CelFunctionDecl.newFunctionDeclaration(
                "-_", CelOverloadDecl.newGlobalOverload("number_negate", NUMBER, NUMBER)));
        bindings.add(CelFunctionBinding.from("number_negate", BigDecimal.class, BigDecimal::negate));
    }

    /** {@code number(x)} makes one of ours out of anything, {@code string(x)} writes it, {@code int(x)} cuts off, {@code round(x, decimals)} rounds half up. */
    private void conversions() {
        declarations.add(CelFunctionDecl.newFunctionDeclaration(
                "number",
                CelOverloadDecl.newGlobalOverload("number_of_text", NUMBER, SimpleType.STRING),
                CelOverloadDecl.newGlobalOverload("number_of_int", NUMBER, SimpleType.INT),
                CelOverloadDecl.newGlobalOverload("number_of_double", NUMBER, SimpleType.DOUBLE),
                CelOverloadDecl.newGlobalOverload("number_of_number", NUMBER, NUMBER)));
        bindings.add(CelFunctionBinding.from("number_of_text", String.class, Values::number));
        bindings.add(CelFunctionBinding.from("number_of_int", Long.class, Numbers::decimal));
        bindings.add(CelFunctionBinding.from("number_of_double", Double.class, Numbers::decimal));
        bindings.add(CelFunctionBinding.from("number_of_number", BigDecimal.class, number -> number));
        declarations.add(CelFunctionDecl.newFunctionDeclaration(
                "string", CelOverloadDecl.newGlobalOverload("number_to_text", SimpleType.STRING, NUMBER)));
        bindings.add(CelFunctionBinding.from("number_to_text", BigDecimal.class, BigDecimal::toPlainString));
        declarations.add(CelFunctionDecl.newFunctionDeclaration(
                "int", CelOverloadDecl.newGlobalOverload("number_to_int", SimpleType.INT, NUMBER)));
        bindings.add(CelFunctionBinding.from("number_to_int", BigDecimal.class, Numbers::whole));
        declarations.add(CelFunctionDecl.newFunctionDeclaration(
                "round", CelOverloadDecl.newGlobalOverload("number_round", NUMBER, NUMBER, SimpleType.INT)));
        bindings.add(CelFunctionBinding.from(
                "number_round",
                BigDecimal.class,
                Long.class,
                (number, decimals) -> Values.plain(
                        number.setScale((int) Math.max(0, Math.min(30, decimals)), RoundingMode.HALF_UP))));
    }

    private void times() {
        declarations.add(CelFunctionDecl.newFunctionDeclaration(
                "epoch",
                CelOverloadDecl.newGlobalOverload("epoch_of_number", SimpleType.TIMESTAMP, NUMBER),
                CelOverloadDecl.newGlobalOverload("epoch_of_int", SimpleType.TIMESTAMP, SimpleType.INT)));
        bindings.add(CelFunctionBinding.from("epoch_of_number", BigDecimal.class, Values::epoch));
        bindings.add(CelFunctionBinding.from("epoch_of_int", Long.class, seconds -> Values.epoch(decimal(seconds))));
        declarations.add(CelFunctionDecl.newFunctionDeclaration(
                "time",
                CelOverloadDecl.newGlobalOverload("time_of_iso", SimpleType.TIMESTAMP, SimpleType.STRING),
                CelOverloadDecl.newGlobalOverload(
                        "time_of_pattern", SimpleType.TIMESTAMP, SimpleType.STRING, SimpleType.STRING)));
        bindings.add(CelFunctionBinding.from("time_of_iso", String.class, text -> Values.time(text)));
        bindings.add(CelFunctionBinding.from("time_of_pattern", String.class, String.class, Numbers::time));
    }

    private static Instant time(String text, String pattern) {
        return Values.time(text, FORMATS.computeIfAbsent(pattern, Numbers::format), pattern);
    }

    private static DateTimeFormatter format(String pattern) {
        try {
            return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
        } catch (IllegalArgumentException | DateTimeException wrong) {
            throw new RowProblem(Values.shown(pattern) + " is not a pattern of a time: " + wrong.getMessage() + ".");
        }
    }

    private static BigDecimal divide(BigDecimal left, BigDecimal right) {
        if (right.signum() == 0) {
            throw new RowProblem("a division by zero.");
        }
        return left.divide(right, MathContext.DECIMAL128);
    }

    private static BigDecimal remainder(BigDecimal left, BigDecimal right) {
        if (right.signum() == 0) {
            throw new RowProblem("a division by zero.");
        }
        return left.remainder(right);
    }

    private static long whole(BigDecimal number) {
        try {
            return number.toBigInteger().longValueExact();
        } catch (ArithmeticException tooLarge) {
            throw new RowProblem(Values.shown(number.toString()) + " is too large for a whole number.");
        }
    }

    private static BigDecimal decimal(Object operand) {
        if (operand instanceof BigDecimal number) {
            return number;
        }
        // A fraction in an expression means the digits that stand there, not the nearest binary fraction.
        return Values.plain(
                operand instanceof Long whole ? BigDecimal.valueOf(whole) : BigDecimal.valueOf((Double) operand));
    }

    private enum Operand {
        NUMBER(Numbers.NUMBER, BigDecimal.class),
        INT(SimpleType.INT, Long.class),
        DOUBLE(SimpleType.DOUBLE, Double.class);

        private final CelType type;
        private final Class<?> javaClass;

        Operand(CelType type, Class<?> javaClass) {
            this.type = type;
            this.javaClass = javaClass;
        }
    }
}
