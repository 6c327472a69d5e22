/** Tables of users' own PostgreSQL and MySQL or MariaDB servers, read page by page and never written. */
@NullMarked
package io.opscope.kit.sql.remote;

import org.jspecify.annotations.NullMarked;
