/** Runs as a short summary in GitHub's Markdown, for people. It does not know who asks for them. */
@NullMarked
package dev.slipway.report.markdown;

import org.jspecify.annotations.NullMarked;
