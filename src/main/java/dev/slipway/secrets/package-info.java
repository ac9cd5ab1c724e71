/**
 * The values that a build may see and nobody else: had from where the pipeline says, and hidden in all that is told. It
 * knows no engine beyond the port, and nothing of runs.
 */
@NullMarked
package dev.slipway.secrets;

import org.jspecify.annotations.NullMarked;
