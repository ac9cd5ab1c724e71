/**
 * Walks the plan, decides the next attempt, tells listeners; owns the threads. It may not know a terminal, a file format or a client library.
 */
@NullMarked
package dev.slipway.run;

import org.jspecify.annotations.NullMarked;
