package io.opscope.bench;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What is asked of the API and of raw rows alike, about the days up to now. */
enum Question {
    SUMMARY("summary of a month", "raw_summary.sql", 50) {
        @Override
        void ask(SuiteUnderTest suite, int days) throws IOException, InterruptedException {
            suite.get(suite.atMetrics("/api/v1/analytics?days=" + days));
        }
    },
    PERCENTILE("95th percentile of durations", "raw_percentile.sql", 50) {
        @Override
        void ask(SuiteUnderTest suite, int days) throws IOException, InterruptedException {
            suite.ask("{\"metric\": \"jobs.duration\", \"aggregation\": \"percentile\", \"percentile\": 95, "
                    + since(days) + "}");
        }
    },
    SERIES("series by day", "raw_series.sql", 100) {
        @Override
        void ask(SuiteUnderTest suite, int days) throws IOException, InterruptedException {
            suite.get(suite.atMetrics("/api/v1/analytics/time-series?interval=day&days=" + days));
        }
    },
    DISTINCT("distinct users by day", "raw_distinct.sql", 100) {
        @Override
        void ask(SuiteUnderTest suite, int days) throws IOException, InterruptedException {
            suite.ask("{\"metric\": \"jobs\", \"aggregation\": \"distinct\", \"group_by\": [\"day\"], " + since(days)
                    + "}");
        }
    },
    BREAKDOWN("cost by tool", "raw_breakdown.sql", 100) {
        @Override
        void ask(SuiteUnderTest suite, int days) throws IOException, InterruptedException {
            suite.ask("{\"metric\": \"jobs.cost\", \"aggregation\": \"sum\", \"group_by\": [\"tool\"], " + since(days)
                    + "}");
        }
    },
    PROVIDERS("providers with least and greatest times", "raw_providers.sql", 100) {
        @Override
        void ask(SuiteUnderTest suite, int days) throws IOException, InterruptedException {
            suite.get(suite.atMetrics("/api/v1/analytics/performance?days=" + days));
        }
    };

    private static final int MOST_DAYS_MEASURED = 90;

    /** Asked so many times in a round, as a page asks for several figures; so is the other side. */
    private static final int IN_A_ROW = 5;

    /** Questions of one kind until the server's JVM has compiled what they need for good; the longest range has 1,095 days. */
    static final int WARM_UP = 1_000;

    private final String title;
    private final String sql;
    private final int wanted;

    Question(String title, String sql, int wanted) {
        this.title = title;
        this.sql = sql;
        this.wanted = wanted;
    }

    /**
     * Asks it again and again for more days than are measured: a service that has run for a while is compiled for what it
     * is asked, one that has just started is not, and a database server never has to be.
     */
    void warmUp(SuiteUnderTest suite) throws IOException, InterruptedException {
        for (int days = MOST_DAYS_MEASURED + 1; days <= MOST_DAYS_MEASURED + WARM_UP; days++) {
            ask(suite, days);
        }
    }

    /** @param days at most {@link #MOST_DAYS_MEASURED} where it is measured */
    abstract void ask(SuiteUnderTest suite, int days) throws IOException, InterruptedException;

    /** The median of some in a row, in milliseconds, each about another number of days, which no other round asks for. */
    double millis(SuiteUnderTest suite, int firstDays, int round) throws IOException, InterruptedException {
        return Latencies.medianMillis(IN_A_ROW, number -> ask(suite, firstDays + round * IN_A_ROW + number));
    }

    /** The same for what answers it without the suite. */
    static double millis(Latencies.Timed other) throws IOException, InterruptedException {
        return Latencies.medianMillis(IN_A_ROW, number -> other.run());
    }

    String title() {
        return title;
    }

    /** Name of the file with the same question in SQL over the raw rows. */
    String sql() {
        return sql;
    }

    /** How many times faster than that we mean to be. */
    int wanted() {
        return wanted;
    }

    private static String since(int days) {
        var today = Instant.now().truncatedTo(ChronoUnit.DAYS);
        return "\"from\": \"" + today.minus(days, ChronoUnit.DAYS) + "\", \"until\": \""
                + today.plus(1, ChronoUnit.DAYS) + "\"";
    }
}
