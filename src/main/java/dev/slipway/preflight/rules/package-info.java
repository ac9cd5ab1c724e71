/**
 * All rules, and the one who asks them. A new rule is a class in one of the packages below, a line in {@code RuleBook},
 * and two cases beside the tests: one that it finds and one that only looks like it.
 */
@NullMarked
package dev.slipway.preflight.rules;

import org.jspecify.annotations.NullMarked;
