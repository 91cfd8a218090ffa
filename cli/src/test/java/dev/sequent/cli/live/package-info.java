/** Tests of what is linked with a core anew. */
@NullMarked
package dev.sequent.cli.live;

import org.jspecify.annotations.NullMarked;
