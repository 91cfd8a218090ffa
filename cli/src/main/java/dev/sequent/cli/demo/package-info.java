/** The demo: everything once, in a network namespace of its own, with the kernel's TCP on the other side. */
@NullMarked
package dev.sequent.cli.demo;

import org.jspecify.annotations.NullMarked;
