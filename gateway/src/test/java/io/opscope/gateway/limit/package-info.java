/** Tests of the limits: the arithmetic, the shared buckets, and what callers see. */
package io.opscope.gateway.limit;
