/** Rules about the commands that a RUN gives to its shell. */
@NullMarked
package dev.slipway.preflight.rules.shell;

import org.jspecify.annotations.NullMarked;
