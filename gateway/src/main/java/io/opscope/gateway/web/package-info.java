/** The dashboard's static files, the reader of the API, and the addresses that lead to them. */
@NullMarked
package io.opscope.gateway.web;

import org.jspecify.annotations.NullMarked;
