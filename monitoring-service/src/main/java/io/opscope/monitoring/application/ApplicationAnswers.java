package io.opscope.monitoring.application;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.kit.tail.LogLevel;
import io.opscope.kit.tail.LogSource;
import io.opscope.monitoring.source.SelfConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Answers how an application does: the suite, or one of the caller's tenant. */
@ApplicationScoped
class ApplicationAnswers {

    private static final int LONGEST_NAME = 200;

    private final SuiteApplication suite;
    private final ProductApplication products;
    private final SelfConfig self;

    ApplicationAnswers(SuiteApplication suite, ProductApplication products, SelfConfig self) {
        this.suite = suite;
        this.products = products;
        this.self = self;
    }

    /** @param authorization the caller's own {@code Authorization} header */
    Application answer(
            Scope caller, Optional<String> app, Optional<String> level, Optional<String> source, String authorization) {
        var wantedLevel = level.map(word ->
                LogLevel.named(word).orElseThrow(() -> CommonProblem.badParameter("level", word, LogLevel.NAMES)));
        var wantedSource = source.map(word ->
                LogSource.named(word).orElseThrow(() -> CommonProblem.badParameter("source", word, LogSource.NAMES)));
        return app.map(name -> products.now(checked(name), wantedLevel, wantedSource, authorization))
                .orElseGet(() -> suite.now(
                        isOperator(caller),
                        wantedLevel.map(Set::of).orElseGet(() -> EnumSet.allOf(LogLevel.class)),
                        wantedSource.map(Set::of).orElseGet(() -> EnumSet.allOf(LogSource.class))));
    }

    /** Admins of the first tenant run the installation, see ADR 0039. */
    private boolean isOperator(Scope caller) {
        return caller.isAdmin() && caller.tenant().equals(self.tenant());
    }

    private static String checked(String app) {
        if (app.isBlank() || app.length() > LONGEST_NAME || app.indexOf('\0') >= 0) {
            throw CommonProblem.badParameter("app", app, "1 to " + LONGEST_NAME + " characters, none of them U+0000");
        }
        return app;
    }
}
