/**
 * Reports served to the browsers of this machine alone. It does not know where runs are kept, nor how a page is made.
 */
@NullMarked
package dev.slipway.report.serve;

import org.jspecify.annotations.NullMarked;
