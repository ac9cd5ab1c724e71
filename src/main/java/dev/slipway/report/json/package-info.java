/** Runs as one JSON document, for programs. It does not know who asks for them. */
@NullMarked
package dev.slipway.report.json;

import org.jspecify.annotations.NullMarked;
