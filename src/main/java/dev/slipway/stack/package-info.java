/**
 * The stack, kept running: what is raised, replaced and taken down, and how it is found again from the engine alone.
 * It may not know a terminal, a file format or a client library.
 */
@NullMarked
package dev.slipway.stack;

import org.jspecify.annotations.NullMarked;
