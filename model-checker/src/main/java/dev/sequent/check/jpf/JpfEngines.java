package dev.sequent.check.jpf;

import dev.sequent.check.Engine;
import dev.sequent.check.Engines;
import dev.sequent.codegen.build.CompiledCore;

/** Makes engines that let one Java PathFinder search, each in a process of its own. */
public final class JpfEngines implements Engines {
    private final Jpf jpf;

    public JpfEngines(Jpf jpf) {
        this.jpf = jpf;
    }

    @Override
    public String name() {
        return "jpf";
    }

    @Override
    public Engine of(CompiledCore core, int atATime) {
        return new JpfEngine(jpf, core, atATime);
    }
}
