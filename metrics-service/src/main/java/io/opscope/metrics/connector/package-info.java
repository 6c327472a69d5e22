/** Copies new and changed rows of users' own tables into families of records, each exactly once. */
@NullMarked
package io.opscope.metrics.connector;

import org.jspecify.annotations.NullMarked;
