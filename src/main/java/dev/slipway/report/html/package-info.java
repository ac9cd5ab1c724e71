/**
 * Runs as pages that need nothing but a browser: no network, no server, no second file. It does not know who asked for a
 * page, nor how what it shows came to be known.
 */
@NullMarked
package dev.slipway.report.html;

import org.jspecify.annotations.NullMarked;
