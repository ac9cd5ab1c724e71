/**
 * Run events to the terminal: tty, plain, json, quiet. It decides nothing and asks the engine nothing.
 */
@NullMarked
package dev.slipway.console;

import org.jspecify.annotations.NullMarked;
