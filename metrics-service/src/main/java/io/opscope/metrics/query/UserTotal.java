package io.opscope.metrics.query;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What one user's records come to.
 *
 * @param email as the directory has it; null when the user is not in it
 * @param sum of the measure asked for, in the currency asked for
 * @param users how many users have records in the range
 */
public record UserTotal(String userId, @Nullable String email, long records, BigDecimal sum, long users) {}
