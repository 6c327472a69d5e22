/** Accounts, sign-ins, API keys and the tokens the services trust. */
@NullMarked
package io.opscope.gateway.identity;

import org.jspecify.annotations.NullMarked;
