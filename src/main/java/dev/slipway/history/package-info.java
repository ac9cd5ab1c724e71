/**
 * The ledger: journals folded into a database, and asked. The only room that knows SQL; it does not know who asks.
 */
@NullMarked
package dev.slipway.history;

import org.jspecify.annotations.NullMarked;
