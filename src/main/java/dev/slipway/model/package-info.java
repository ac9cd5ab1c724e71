/**
 * What a pipeline file says, as immutable values. Knows the JDK alone: no file format, no engine, no clock.
 */
@NullMarked
package dev.slipway.model;

import org.jspecify.annotations.NullMarked;
