package dev.sequent.language.interpret;

import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Protocol;
import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Effects;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;

/** The first machine of a small specification, driven by names; what it does is written down as text. */
final class Rig implements Effects {
    final Protocol protocol;
    final Core core;
    final dev.sequent.language.model.MachineType model;
    final Machine machine;
    /** What runtime functions answer, in order; 0 once it is empty. */
    final Deque<Long> answers = new ArrayDeque<>();

    private final List<String> done = new ArrayList<>();
    private long now;

    Rig(String specification) {
        var compilation = SpecCompiler.compile("test.sqt", Map.of("test.sqt", specification), Options.NONE);
        protocol = compilation
                .protocol()
                .orElseThrow(() -> new AssertionError(compilation.diagnostics().toString()));
        core = new InterpretedCore(protocol);
        model = protocol.machines().getFirst();
        machine = core.machine(0, core.parameters(), this);
    }

    /** A machine with one state, one event {@code GO(a : int, b : int)}, and these declarations. */
    static Rig body(String declarations, String statements) {
        return body("", declarations, statements);
    }

    static Rig body(String ofProtocol, String ofMachine, String statements) {
        return new Rig("""
                protocol T
                %s
                machine M {
                  state S initial
                  event GO(a : int, b : int)
                  %s
                  on GO in S {
                    %s
                  }
                }
                """.formatted(ofProtocol, ofMachine, statements));
    }

    Rig at(long time) {
        now = time;
        return this;
    }

    int go(long... arguments) {
        return call("GO", arguments);
    }

    int call(String name, long... arguments) {
        var call = Stream.concat(model.calls().stream(), model.events().stream())
                .filter(c -> c.name().equals(name))
                .map(Trigger.Call::index)
                .findFirst()
                .orElseThrow();
        var four = Arrays.copyOf(arguments, 4);
        return machine.call(call, now, four[0], four[1], four[2], four[3]);
    }

    int timeout(String timer) {
        return machine.timeout(timerIndex(timer), now);
    }

    private int timerIndex(String timer) {
        return model.timers().stream()
                .filter(t -> t.name().equals(timer))
                .findFirst()
                .orElseThrow()
                .index();
    }

    boolean running(String timer) {
        return machine.running(timerIndex(timer));
    }

    /** A message of the first type, with fields given as {@code "SEQ", 1L, ...}. */
    int receive(Object... fields) {
        var message = core.message(0);
        for (int i = 0; i < fields.length; i += 2) {
            message.set(field((String) fields[i]).index(), ((Number) fields[i + 1]).longValue());
        }
        return machine.receive(now, message);
    }

    MessageType.Field field(String name) {
        return protocol.messages().getFirst().fields().stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private int variable(String name) {
        return model.variables().stream()
                .filter(v -> v.name().equals(name))
                .findFirst()
                .orElseThrow()
                .index();
    }

    long value(String name) {
        return machine.variable(variable(name));
    }

    boolean present(String name) {
        return machine.present(variable(name));
    }

    /** A ranges variable as {@code 1..3 5..6}. */
    String ranges(String name) {
        var set = machine.ranges(variable(name));
        var text = new StringJoiner(" ");
        for (int i = 0; i < set.count(); i++) {
            text.add(Integer.toUnsignedString(set.from(i)) + ".." + Integer.toUnsignedString(set.to(i)));
        }
        return text.toString();
    }

    String state() {
        return model.states().get(machine.state()).name();
    }

    String outcome(int result) {
        return model.outcomes().get(result).name();
    }

    /** What was done since the last time. */
    List<String> done() {
        var taken = List.copyOf(done);
        done.clear();
        return taken;
    }

    boolean invariant(String name) {
        var invariant = model.invariants().stream()
                .filter(i -> i.name().equals(name))
                .findFirst()
                .orElseThrow();
        return core.properties().invariant(0, invariant.index(), machine);
    }

    BitWriter encoding() {
        var out = new BitWriter();
        machine.encode(out);
        return out;
    }

    /** A second machine of the same kind, restored from this one's encoding. */
    Machine copy() {
        var copy = core.machine(0, core.parameters(), this);
        copy.decode(new BitReader(encoding().toArray()));
        return copy;
    }

    @Override
    public void send(Message message) {
        done.add("send " + message);
    }

    @Override
    public void start(int timer, long at) {
        done.add("start " + model.timers().get(timer).name() + " " + at);
    }

    @Override
    public void stop(int timer) {
        done.add("stop " + model.timers().get(timer).name());
    }

    @Override
    public void signal(int signal) {
        done.add("signal " + model.signals().get(signal).name());
    }

    @Override
    public void effect(int effect, long a, long b, long c, long d) {
        done.add(model.effects().get(effect).name() + " " + a + " " + b + " " + c + " " + d);
    }

    @Override
    public long function(int function, long a, long b, long c, long d) {
        done.add(protocol.externs().get(function).name() + " " + a + " " + b + " " + c + " " + d);
        return answers.isEmpty() ? 0 : answers.pop();
    }
}
