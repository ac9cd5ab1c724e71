/**
 * The model and a photograph of the engine to an immutable graph with causes. Pure: no I/O, no clock.
 */
@NullMarked
package dev.slipway.plan;

import org.jspecify.annotations.NullMarked;
