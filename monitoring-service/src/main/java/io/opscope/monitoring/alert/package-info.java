/** What is watched for: rules, what they found, silences, and who has to be told. */
@NullMarked
package io.opscope.monitoring.alert;

import org.jspecify.annotations.NullMarked;
