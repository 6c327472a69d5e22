package io.opscope.metrics.api.generation;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.metrics.api.generation.AdminOverview.TopUser;
import io.opscope.metrics.api.generation.UserAnalytics.Analytics;
import io.opscope.metrics.api.generation.UserAnalytics.Person;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.directory.UserEntry;
import io.opscope.metrics.query.Answers;
import io.opscope.metrics.query.CellQueries;
import io.opscope.metrics.query.Figures;
import io.opscope.metrics.query.PeopleQueries;
import io.opscope.metrics.query.QueryConfig;
import io.opscope.metrics.query.Question;
import io.opscope.metrics.query.Range;
import io.opscope.metrics.query.Rounding;
import io.opscope.metrics.query.UserTotal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Answers what all users together, or one of them, made of the tenant. */
@ApplicationScoped
class AdminAnswers {

    private static final int TOP_USERS = 10;

    private final Family family;
    private final CellQueries cells;
    private final PeopleQueries people;
    private final Answers answers;
    private final QueryConfig config;

    AdminAnswers(Catalogue catalogue, CellQueries cells, PeopleQueries people, Answers answers, QueryConfig config) {
        this.family = catalogue.jobs();
        this.cells = cells;
        this.people = people;
        this.answers = answers;
        this.config = config;
    }

    AdminOverview overview(Scope scope, int days, Optional<String> currency) {
        return answers.figures(
                "admin-overview",
                scope,
                family,
                Instant.now(),
                AdminOverview.class,
                List.of(days, currency),
                () -> load(scope, days, currency.orElse(config.reportingCurrency())));
    }

    UserAnalytics user(Scope scope, String id, int days, Optional<String> currency) {
        var entry = people.user(scope, id).orElseThrow(() -> CommonProblem.notFound("user", id));
        var analytics = answers.figures(
                "admin-user",
                scope,
                family,
                Instant.now(),
                Analytics.class,
                List.of(id, days, currency),
                () -> load(scope, id, days, currency.orElse(config.reportingCurrency())));
        return new UserAnalytics(person(id, entry), analytics);
    }

    private AdminOverview load(Scope scope, int days, String currency) {
        var horizon = cells.horizon(scope, family, Instant.now());
        var range = Range.last(Duration.ofDays(days), horizon);
        var users = people.users(scope);
        var top = people.mostActive(scope, family, range, "cost", currency, TOP_USERS);
        return cells.atOneMoment(scope, snapshot -> {
            var by = snapshot.cellsByEach(
                    Question.about(family, range).measuring("cost"), List.of("status", "provider"));
            var byStatus = Figures.of(family, by.get(0));
            var byProvider = Figures.of(family, by.get(1));
            return new AdminOverview(
                    byStatus.records(),
                    GenerationFigures.cost(byStatus, currency),
                    users,
                    top.stream().findFirst().map(UserTotal::users).orElse(0L),
                    byStatus.recordsBy(0),
                    top.stream().map(AdminAnswers::topUser).toList(),
                    byProvider.recordsBy(0),
                    days,
                    range.from(),
                    range.until(),
                    currency,
                    CostInCurrency.otherThan(currency, byStatus),
                    horizon.recordsSince(range));
        });
    }

    private Analytics load(Scope scope, String user, int days, String currency) {
        var asked = Optional.of(user);
        var range = Range.last(Duration.ofDays(days), cells.horizon(scope, family, asked, Instant.now()));
        var question = Question.about(family, range).of(asked);
        var jobs = Figures.of(family, cells.ask(scope, question));
        return new Analytics(
                jobs.records(),
                GenerationFigures.cost(jobs, currency),
                jobs.successRate(),
                days,
                range.from(),
                range.until(),
                currency,
                CostInCurrency.otherThan(currency, jobs));
    }

    private static TopUser topUser(UserTotal total) {
        return new TopUser(total.userId(), total.email(), total.records(), Rounding.money(total.sum()));
    }

    private static Person person(String id, UserEntry entry) {
        return new Person(
                id, entry.email(), entry.fullName(), Boolean.TRUE.equals(entry.isActive()), entry.createdAt());
    }
}
