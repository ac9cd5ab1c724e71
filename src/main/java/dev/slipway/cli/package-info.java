/**
 * Commands, exit codes and wiring: the only package that knows everybody, and the only one that imports picocli.
 */
@NullMarked
package dev.slipway.cli;

import org.jspecify.annotations.NullMarked;
