package dev.sequent.suite.stacks;

import dev.sequent.suite.property.Observer;
import dev.sequent.suite.property.Property;
import dev.sequent.suite.property.Setting;
import net.jqwik.api.Arbitrary;

/**
 * What must be true of a stack opposite a remote of another make; the moves that are drawn make the remote's character.
 */
record Opposite(String name, String sentence, String reference, int tries, Setting setting, Arbitrary<Foreign> values)
        implements Property<Foreign> {

    @Override
    public void check(Foreign plan, Observer observer) {
        Long buffer = plan.parameters().get("RCV-BUFFER");
        var run = new ForeignRun(plan, buffer != null ? buffer : setting.value("RCV-BUFFER"), observer);
        run.run();
        observer.number("moves", plan.moves().size());
        plan.moves().forEach(m -> observer.note("move", m.kind().name().toLowerCase(java.util.Locale.ROOT)));
        observer.number("segments of the stack", run.heard());
        observer.note("end", run.outcome());
    }

    @Override
    public String text(Foreign plan) {
        return plan.text();
    }
}
