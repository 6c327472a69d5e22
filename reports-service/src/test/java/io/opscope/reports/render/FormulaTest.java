package io.opscope.reports.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+cmd|' /C calc'!A0",
                "-2+3+cmd",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "-",
                "--1",
                "-1e3+A1",
                "\uFF1D1+1",
                "+49 30 1234"
            })
    void whatASpreadsheetWouldRunGetsAnApostrophe(String field) {
        assertEquals("'" + field, Formula.neutralised(field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "a=b", "1+1", "-12.50", "+7", "-0", "https://example.org/?a=b", "'=1", " =1"})
    void everythingElseStaysAsItIs(String field) {
        assertEquals(field, Formula.neutralised(field));
    }

    @Property
    void nothingThatComesOutStartsAFormulaUnlessItIsAPlainNumber(@ForAll String field) {
        var out = Formula.neutralised(field);
        assertTrue(out.isEmpty() || "=@\t\r\n".indexOf(out.charAt(0)) < 0);
        assertTrue(out.isEmpty() || "+-".indexOf(out.charAt(0)) < 0 || out.matches("[+-][0-9.]+"));
        assertTrue(out.endsWith(field));
    }
}
