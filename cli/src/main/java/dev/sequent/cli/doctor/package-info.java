/** Examines the machine: which of the command's prerequisites are present, and what to do about those that are not. */
@NullMarked
package dev.sequent.cli.doctor;

import org.jspecify.annotations.NullMarked;
