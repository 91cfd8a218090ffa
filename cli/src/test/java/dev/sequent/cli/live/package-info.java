/** Tests of what is relinked with a core. */
@NullMarked
package dev.sequent.cli.live;

import org.jspecify.annotations.NullMarked;
