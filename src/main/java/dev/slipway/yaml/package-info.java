/**
 * Text to model, or every problem found in it, each with file, line and column. It may not know an engine or a run.
 */
@NullMarked
package dev.slipway.yaml;

import org.jspecify.annotations.NullMarked;
