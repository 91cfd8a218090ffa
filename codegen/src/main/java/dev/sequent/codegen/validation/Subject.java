package dev.sequent.codegen.validation;

import dev.sequent.language.model.Protocol;
import dev.sequent.runtime.Core;

/** One specification and the two things that claim to do what it says. */
public record Subject(Protocol protocol, Core interpreted, Core generated) {}
