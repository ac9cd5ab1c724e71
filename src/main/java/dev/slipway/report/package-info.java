/**
 * Runs as pages and as what other tools read. It does not know how a run is made, nor where earlier ones are kept.
 */
@NullMarked
package dev.slipway.report;

import org.jspecify.annotations.NullMarked;
