/**
 * What makes nights begin by themselves on a machine: units of systemd, lines of a crontab. It does not know what a night is.
 */
@NullMarked
package dev.slipway.nightly.timer;

import org.jspecify.annotations.NullMarked;
