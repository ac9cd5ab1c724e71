/**
 * The program as its users meet it: a process of its own, a pipeline on disk, a live engine. Every test states what it
 * found before what it printed, and leaves the engine as it was.
 */
@NullMarked
package dev.slipway.scenario;

import org.jspecify.annotations.NullMarked;
