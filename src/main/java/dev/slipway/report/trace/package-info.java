/** Runs as traces, sent by the OpenTelemetry protocol. It does not know who asks for them. */
@NullMarked
package dev.slipway.report.trace;

import org.jspecify.annotations.NullMarked;
