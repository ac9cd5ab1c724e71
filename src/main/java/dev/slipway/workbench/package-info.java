/**
 * A stack that somebody works on: what a changed file leads to, and the loop that starts containers again, builds images
 * again and tells what they say. Knows neither a terminal nor a file format.
 */
@NullMarked
package dev.slipway.workbench;

import org.jspecify.annotations.NullMarked;
