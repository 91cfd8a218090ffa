/** Tests of the command, run in this process as a script would run it. */
package dev.sequent.cli;
