package io.opscope.monitoring.alert;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How rules are evaluated, and how long what they found is kept. */
@ConfigMapping(prefix = "opscope.alerts")
public interface AlertConfig {

    /** From one evaluation of a rule to the next. */
    @WithDefault("15s")
    Duration every();

    /** How often it is looked whether an evaluation is due. */
    @WithDefault("1s")
    Duration poll();

    /** How long a replica that does not get on keeps others from evaluating a rule. */
    @WithDefault("1m")
    Duration lease();

    /** Rules that are taken at once; those of one tenant are asked about together. */
    @WithDefault("200")
    @Min(1) @Max(5000) int batch();

    /** Tenants whose rules one replica evaluates at once. */
    @WithDefault("4")
    @Min(1) @Max(64) int parallelism();

    /** Rules of one tenant, at most. */
    @WithDefault("500")
    @Min(1) int mostRules();

    /** Groups of one rule, at most; those beyond are not looked at, and the rule says so. */
    @WithDefault("1000")
    @Min(1) int mostGroups();

    /** How often it is said again that an alert fires which nobody has acknowledged; zero for never. */
    @WithDefault("4h")
    Duration remindEvery();

    /** How often a receiver that forgets, as an Alertmanager does within an hour, is told again what fires. */
    @WithDefault("5m")
    @DurationMin(seconds = 1)
    @DurationMax(minutes = 20)
    Duration repeatEvery();

    /** Who fires so often within the window counts as flapping. */
    @WithDefault("4")
    @Min(1) int flapTimes();

    /** What flapping is counted over. */
    @WithDefault("30m")
    Duration flapWindow();

    /** How long a flapping alert has to be well before it resolves. */
    @WithDefault("10m")
    Duration flapHold();

    /** How long alerts that are over, silences and deliveries are kept. */
    @WithDefault("90d")
    Duration keep();
}
