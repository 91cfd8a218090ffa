/** How the command talks to the person or the script that called it: streams, progress, exit codes. */
@NullMarked
package dev.sequent.cli.terminal;

import org.jspecify.annotations.NullMarked;
