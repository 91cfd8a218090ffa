/**
 * A second semantics of scenarios, written from {@code spec/LANGUAGE.md} alone and against the interpreter, and a
 * random test that holds both engines of the tests against it. Nothing here knows how the explorer works, so that a
 * rule which was misread there is not misread here in the same way.
 */
package dev.sequent.check.reference;
