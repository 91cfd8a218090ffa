/** Tests of the comparison of two hosts. */
@NullMarked
package dev.sequent.packet.oracle;

import org.jspecify.annotations.NullMarked;
