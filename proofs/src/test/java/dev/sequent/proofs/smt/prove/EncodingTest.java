package dev.sequent.proofs.smt.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.Protocol;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Terms mean what the interpreter does: for every handler in every state, on values that were drawn at random. */
class EncodingTest {
    private static final long SEED = Long.getLong("sequent.proofs.seed", 20_260_101);
    private static final int DRAWS = Integer.getInteger("sequent.proofs.draws", 20);

    @Test
    void alternatingBit() {
        var kinds = compare("abp/abp.sqt");
        assertThat(kinds).containsKey(Rehearsal.Kind.END);
    }

    @Test
    void goBackN() {
        var kinds = compare("gbn/gbn.sqt");
        assertThat(kinds).containsKey(Rehearsal.Kind.END);
    }

    @Test
    void tcp() {
        var kinds = compare("tcp/tcp.sqt");
        assertThat(kinds).containsKeys(Rehearsal.Kind.END, Rehearsal.Kind.FAULT);
        assertThat(kinds.get(Rehearsal.Kind.END)).isGreaterThan(kinds.get(Rehearsal.Kind.FAULT));
    }

    /** As properties take them: an arrival with the event after it, and what each property says of that. */
    @Test
    void wholeSteps() {
        var protocol = SpecCompiler.compile(Path.of("../spec/tcp/tcp.sqt"), Options.NONE)
                .protocol()
                .orElseThrow();
        var random = new Random(SEED);
        var verdicts = new java.util.HashMap<Boolean, Integer>();
        var machine = protocol.machine("Connection");
        triggers(machine)
                .filter(t -> !(t instanceof Trigger.Call c && c.batch()))
                .forEach(trigger -> machine.states().forEach(state -> {
                    var rehearsal = new Rehearsal(protocol, machine, trigger, state, true);
                    for (int i = 0; i < DRAWS; i++) {
                        rehearsal.draw(random);
                    }
                    rehearsal.verdicts().forEach((holds, count) -> verdicts.merge(holds, count, Integer::sum));
                }));
        System.out.println("properties of steps, seed " + SEED + ": " + verdicts);
        assertThat(verdicts).containsKeys(true, false);
    }

    private static Map<Rehearsal.Kind, Integer> compare(String root) {
        var compilation = SpecCompiler.compile(Path.of("../spec").resolve(root), Options.NONE);
        var protocol = compilation.protocol().orElseThrow();
        var kinds = new EnumMap<Rehearsal.Kind, Integer>(Rehearsal.Kind.class);
        var random = new Random(SEED);
        for (var machine : protocol.machines()) {
            triggers(machine).forEach(trigger -> {
                for (var state : machine.states()) {
                    if (machine.handler(trigger, state).isPresent()) {
                        rehearse(protocol, machine, trigger, state, random, kinds);
                    }
                }
            });
        }
        System.out.println(root + ", seed " + SEED + ": " + kinds);
        return kinds;
    }

    private static void rehearse(
            Protocol protocol,
            MachineType machine,
            Trigger trigger,
            MachineType.State state,
            Random random,
            Map<Rehearsal.Kind, Integer> kinds) {
        var rehearsal = new Rehearsal(protocol, machine, trigger, state, false);
        for (int i = 0; i < DRAWS; i++) {
            kinds.merge(rehearsal.draw(random), 1, Integer::sum);
        }
    }

    private static Stream<Trigger> triggers(MachineType machine) {
        return Stream.<List<? extends Trigger>>of(
                        machine.receives().stream().map(Trigger.Arrival::new).toList(),
                        machine.calls(),
                        machine.events(),
                        machine.timers().stream().map(Trigger.Timeout::new).toList())
                .flatMap(List::stream);
    }
}
