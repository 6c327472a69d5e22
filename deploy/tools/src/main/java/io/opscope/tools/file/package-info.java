/** Reads rows out of CSV and NDJSON files, plain or gzip, without ever holding a whole file. */
@NullMarked
package io.opscope.tools.file;

import org.jspecify.annotations.NullMarked;
