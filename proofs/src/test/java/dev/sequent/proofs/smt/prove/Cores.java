package dev.sequent.proofs.smt.prove;

import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.model.Protocol;
import dev.sequent.runtime.Core;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Generated cores, each made once. */
final class Cores {
    private static final Map<Protocol, Core> KNOWN = new ConcurrentHashMap<>();

    private Cores() {}

    static Core of(Protocol protocol) {
        return KNOWN.computeIfAbsent(protocol, p -> CoreCompiler.compile(p).load(Cores.class.getClassLoader()));
    }
}
