/** Findings as text, as JSON and as SARIF. */
@NullMarked
package dev.slipway.preflight.telling;

import org.jspecify.annotations.NullMarked;
