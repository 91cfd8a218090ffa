package dev.sequent.cli.sensitivity;

/** Somebody who may notice that a specification is wrong. Stops at the first find. Used by one thread at a time. */
interface Judge {
    Opinion of(Broken broken, Until until);
}
