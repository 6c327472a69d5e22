package io.opscope.metrics.api.parameter;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How many days back a question reaches; no further than records are kept. */
@Documented
@Constraint(validatedBy = {})
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@ReportAsSingleViolation
@Min(1) @Max(1095) public @interface Days {

    /** What is allowed, as the answer to anything else says it. */
    String message() default "1 to 1095";

    /** Required of every constraint. */
    Class<?>[] groups() default {};

    /** Required of every constraint. */
    Class<? extends Payload>[] payload() default {};
}
