/** Labelled logs and how the rules do on them. It judges by {@link dev.slipway.diagnose.Diagnostician} alone and knows no rule. */
@NullMarked
package dev.slipway.diagnose.corpus;

import org.jspecify.annotations.NullMarked;
