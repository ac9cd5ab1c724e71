/** Diagnoses as SARIF 2.1.0, for code scanning. It does not know who asks for them. */
@NullMarked
package dev.slipway.report.sarif;

import org.jspecify.annotations.NullMarked;
