package io.opscope.tools.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.opscope.tools.cli.Complaint;
import io.opscope.tools.file.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What expressions mean: a column is a text, and a number where only a number makes sense. */
class MappingTest {

    private final Map<String, Object> cells = new LinkedHashMap<>(Map.of("key", "k1", "made", "2026-11-01T00:00:00Z"));

    @Test
    void sumsOfColumnsAreExactDecimals() {
        // Given
        given("net", "0.1", "vat", "0.2", "rate", "1.2");
        // Then
        assertThat(number("amount=net + vat")).isEqualTo("0.3");
        assertThat(number("amount=net * 1.2")).isEqualTo("0.12");
        assertThat(number("amount=(net + vat) * rate - 0.01")).isEqualTo("0.35");
        assertThat(number("amount=net")).isEqualTo("0.1");
        assertThat(number("amount=-net")).isEqualTo("-0.1");
        assertThat(number("amount=round(net / 3, 4)")).isEqualTo("0.0333");
        assertThat(number("amount=100")).isEqualTo("100");
    }

    @Test
    void secondsBecomeTimes() {
        // Given
        given("submit", "1356996147", "wait", "71", "run", "0.5", "millis", "1356996147250");
        // Then
        assertThat(text("created_at=epoch(submit)")).isEqualTo("2012-12-31T23:22:27Z");
        assertThat(text("created_at=epoch(submit + wait + run)")).isEqualTo("2012-12-31T23:23:38.500Z");
        assertThat(text("created_at=epoch(millis / 1000)")).isEqualTo("2012-12-31T23:22:27.250Z");
        assertThat(text("created_at=epoch(submit) + duration(\"1h\")")).isEqualTo("2013-01-01T00:22:27Z");
        assertThat(text("created_at=epoch(0)")).isEqualTo("1970-01-01T00:00:00Z");
    }

    @Test
    void timesWrittenInOtherWaysAreReadByAPattern() {
        // Given
        given("german", "31.12.2012 23:22", "offset", "2012-12-31 23:22:27 +0200", "day", "2012-12-31");
        // Then
        assertThat(text("created_at=time(german, \"dd.MM.yyyy HH:mm\")")).isEqualTo("2012-12-31T23:22:00Z");
        assertThat(text("created_at=offset")).isEqualTo("2012-12-31T21:22:27Z");
        assertThat(text("created_at=day")).isEqualTo("2012-12-31T00:00:00Z");
        assertThat(text("created_at=time(day) + duration(\"90s\")")).isEqualTo("2012-12-31T00:01:30Z");
        assertThat(text("created_at=timestamp(\"2012-12-31T00:00:00Z\")")).isEqualTo("2012-12-31T00:00:00Z");
        assertThat(problem("created_at=german")).contains("\"31.12.2012 23:22\" is not an ISO-8601 time; another way");
        assertThat(problem("created_at=time(day, \"dd.MM.yyyy\")")).contains("not a time written as dd.MM.yyyy");
        assertThat(problem("created_at=time(day, \"bogus{\")")).contains("is not a pattern of a time");
    }

    @Test
    void anExpressionDecidesWhatAColumnIsAndNotTheRow() {
        // Given: an invoice number of digits only is still a text
        given("invoice_no", "536365", "state", "1", "code", "007");
        // Then
        assertThat(text("status=invoice_no.startsWith(\"C\") ? \"refunded\" : \"completed\""))
                .isEqualTo("completed");
        assertThat(text("status=state == 1 ? \"completed\" : \"failed\"")).isEqualTo("completed");
        assertThat(text("status=state == \"1\" ? \"completed\" : \"failed\"")).isEqualTo("completed");
        assertThat(text("status=state != 1 ? \"failed\" : \"completed\"")).isEqualTo("completed");
        assertThat(text("status=state in [1, 5] ? \"completed\" : \"failed\"")).isEqualTo("completed");
        assertThat(text("status=state in [\"5\", \"6\"] ? \"completed\" : \"failed\""))
                .isEqualTo("failed");
        assertThat(text("status=state >= 0.5 && state < 2 ? \"completed\" : \"failed\""))
                .isEqualTo("completed");
        assertThat(text("tool=code")).isEqualTo("007");
        assertThat(text("tool=code + invoice_no")).isEqualTo("007536365");
        assertThat(text("tool=number(code) == 7 ? \"seven\" : code")).isEqualTo("seven");
        assertThat(text("tool=\"Q-\" + code")).isEqualTo("Q-007");
        assertThat(text("tool=string(state + 1)")).isEqualTo("2");
        assertThat(text("tool=state == code ? \"same\" : \"different\"")).isEqualTo("different");
        assertThat(text("currency=\"GBP\"")).isEqualTo("GBP");
        assertThat(text("currency='GBP'")).isEqualTo("GBP");
    }

    @Test
    void anEmptyCellIsAnAbsentField() {
        // Given
        given("customer", "", "run", "", "code", "1");
        // Then
        assertThat(mapped("user_id=customer").has("user_id")).isFalse();
        assertThat(mapped("user_id=customer.trim()").has("user_id")).isFalse();
        assertThat(text("user_id=customer == \"\" ? \"nobody\" : customer")).isEqualTo("nobody");
        assertThat(mapped("started_at=epoch(code + run)").has("started_at")).isFalse();
        assertThat(text("status=code == 1 ? \"completed\" : string(run + 1)")).isEqualTo("completed");
    }

    @Test
    void attributesTakeWhateverAnExpressionGives() {
        // Given
        given("processors", "64", "run", "5400", "flag", "yes");
        // Then
        assertThat(mapped("attributes.processors=processors")
                        .at("/attributes/processors")
                        .isTextual())
                .isTrue();
        assertThat(mapped("attributes.n=number(processors)").at("/attributes/n").decimalValue())
                .isEqualTo("64");
        assertThat(mapped("attributes.h=processors * run / 3600")
                        .at("/attributes/h")
                        .decimalValue())
                .isEqualTo("96");
        assertThat(mapped("attributes.b=flag == \"yes\"").at("/attributes/b").booleanValue())
                .isTrue();
        assertThat(mapped("attributes.t=epoch(run)").at("/attributes/t").asText())
                .isEqualTo("1970-01-01T01:30:00Z");
    }

    @Test
    void columnsWithStrangeNamesAreReached() {
        // Given
        given("Invoice No", "C9", "in", "x", "user.name", "eve", "type", "t", "größe", "5");
        // Then
        assertThat(text("tool=Invoice No")).isEqualTo("C9");
        assertThat(text("tool=row[\"Invoice No\"].startsWith(\"C\") ? \"c\" : \"d\""))
                .isEqualTo("c");
        assertThat(text("tool=row[\"größe\"]")).isEqualTo("5");
        assertThat(text("tool=in")).isEqualTo("x");
        assertThat(text("tool=user.name + \"!\"")).isEqualTo("eve!");
        assertThat(text("tool=type + \"!\"")).isEqualTo("t!");
    }

    @Test
    void whatARowDoesNotFitIsSaidForThatRow() {
        // Given
        given("run", "many", "zero", "0", "far", "99999999999999999999");
        // Then
        assertThat(problem("started_at=epoch(run + 1)"))
                .isEqualTo("started_at: the column run is calculated with, but \"many\" is not a number.");
        assertThat(problem("issue_count=1 / (zero * 1)")).isEqualTo("issue_count: a division by zero.");
        assertThat(problem("issue_count=2.5")).isEqualTo("issue_count: \"2.5\" is not a whole number.");
        assertThat(problem("started_at=epoch(far)")).contains("is not a time");
        assertThat(problem("qc_score=run")).isEqualTo("qc_score: \"many\" is not a number.");
        assertThat(problem("tool=row[\"nothing\"]")).startsWith("tool: ");
        assertThat(problem("tool=string(number(run))")).isEqualTo("tool: \"many\" is not a number.");
    }

    @Test
    void numbersAreReadStrictly() {
        for (var wrong : List.of("1,234.50", "12 USD", "0x10", "1e999", "NaN", "--1", "1_000", "٣")) {
            given("x", wrong);
            assertThat(problem("amount=x")).contains("is not a number");
        }
        for (var right : List.of("1234.50", " 7 ", "-0.5", "+3", ".5", "1e3", "12345678901234567890.123456")) {
            given("x", right);
            assertThat(mapped("amount=x").get("amount").isNumber()).isTrue();
        }
    }

    @Test
    void whatCannotBeMeantIsSaidBeforeAnyRowIsRead() {
        given("a", "1", "b", "2");
        assertThat(complaint("tool=c + \"x\"")).contains("the file has no column c; it has");
        assertThat(complaint("tool=Invoice Nr")).contains("the file has no column Invoice Nr");
        assertThat(complaint("tool=shout(a)")).contains("there is no function shout; besides CEL's own");
        assertThat(complaint("tool=a +")).contains("not a valid CEL expression, at character 4 of it: ");
        assertThat(complaint("status=a = 1 ? \"x\" : \"y\""))
                .contains("not a valid CEL expression, at character 3 of it");
        assertThat(complaint("created_at=a * b"))
                .contains("the field takes a time, the expression gives number")
                .contains("epoch(...)");
        assertThat(complaint("tool=a.startsWith(1)"))
                .contains("not a valid CEL expression")
                .contains("startsWith");
        assertThat(complaint("amount=a == 1")).contains("the field takes a number, the expression gives bool");
    }

    private void given(String... pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            cells.remove(pairs[i]);
            cells.put(pairs[i], pairs[i + 1]);
        }
    }

    private JsonNode mapped(String request) {
        var kind = request.startsWith("amount") ? "transactions" : "jobs";
        var requests = new ArrayList<>(List.of("id=key"));
        if (!request.startsWith("created_at")) {
            requests.add("created_at=made");
        }
        requests.add(request);
        var filled = new LinkedHashMap<>(cells);
        filled.values().removeIf(value -> value.equals(""));
        return Mapping.of(RecordKind.named(kind), List.copyOf(cells.keySet()), requests)
                .map(new Row(2, filled))
                .moved(Duration.ZERO);
    }

    private String text(String request) {
        var value = mapped(request).get(request.substring(0, request.indexOf('=')));
        assertThat(value.isTextual()).isTrue();
        return value.asText();
    }

    private String number(String request) {
        var value = mapped(request).get(request.substring(0, request.indexOf('=')));
        assertThat(value.isBigDecimal()).isTrue();
        return value.decimalValue().toPlainString();
    }

    private String problem(String request) {
        return org.assertj.core.api.Assertions.catchThrowableOfType(RowProblem.class, () -> mapped(request))
                .reason();
    }

    private String complaint(String request) {
        var seen = new ArrayList<String>();
        assertThatThrownBy(() -> mapped(request)).isInstanceOfSatisfying(Complaint.class, c -> seen.add(c.sentence()));
        assertThat(seen.get(0)).startsWith("--map " + request + ": ").doesNotContain("\n");
        return seen.get(0);
    }
}
