/**
 * Files of this machine that somebody works on: what has changed since they were last looked at, told once the changes
 * have come to rest. Knows neither engines nor pipelines.
 */
@NullMarked
package dev.slipway.watch;

import org.jspecify.annotations.NullMarked;
