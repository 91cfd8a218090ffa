package dev.sequent.proofs.smt.prove;

import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.model.Protocol;
import dev.sequent.runtime.Core;

/** Generated cores. */
final class Cores {
    private Cores() {}

    static Core of(Protocol protocol) {
        return CoreCompiler.compile(protocol).load(Cores.class.getClassLoader());
    }
}
