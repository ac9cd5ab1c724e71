/** Diagnoses at their lines, as GitHub and GitLab want to be told of them. It does not know who asks for them. */
@NullMarked
package dev.slipway.report.annotations;

import org.jspecify.annotations.NullMarked;
