/**
 * Two hosts that are told the same: exchanges drawn by seed, of a user's calls and a remote's segments, good and bad,
 * go to the stack and to Linux, and what the two do is compared, step by step. Where they differ, the difference is one
 * of {@link dev.sequent.packet.oracle.LinuxDifferences}, or a finding.
 */
@NullMarked
package dev.sequent.packet.oracle;

import org.jspecify.annotations.NullMarked;
