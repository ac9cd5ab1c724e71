/**
 * Evidence to diagnosis. Judging is pure: no file, no clock, no engine; the rules are data beside it, and only
 * {@link dev.slipway.diagnose.RuleBook} reads them, from the class path, once.
 */
@NullMarked
package dev.slipway.diagnose;

import org.jspecify.annotations.NullMarked;
