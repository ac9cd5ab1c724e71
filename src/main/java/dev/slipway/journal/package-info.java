/**
 * Run events to JSON lines and back: the one record that console, reports and history are folds over.
 */
@NullMarked
package dev.slipway.journal;

import org.jspecify.annotations.NullMarked;
