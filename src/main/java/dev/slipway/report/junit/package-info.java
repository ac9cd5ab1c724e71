/** Runs as JUnit XML, which every CI system reads. It does not know who asks for them. */
@NullMarked
package dev.slipway.report.junit;

import org.jspecify.annotations.NullMarked;
