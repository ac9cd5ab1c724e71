/** Stands between a client and its engine: counts what passes, and cuts what it is told to. JDK only. */
@NullMarked
package dev.slipway.scenario.wire;

import org.jspecify.annotations.NullMarked;
