/**
 * Earlier runs judged: what is flaky, what grew, what limits fit, how long it has been degraded; pure. It does not know where earlier runs are kept.
 */
@NullMarked
package dev.slipway.judgement;

import org.jspecify.annotations.NullMarked;
