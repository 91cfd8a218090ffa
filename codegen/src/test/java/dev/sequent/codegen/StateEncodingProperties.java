package dev.sequent.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.language.model.Local;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Type;
import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Fault;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A state that random events have led to survives its encoding, and equal encodings mean equal machines. */
class StateEncodingProperties {
    private static final int EVENTS = 60;

    @Property(tries = 150)
    void features(@ForAll long seed) {
        walk("features", seed);
    }

    @Property(tries = 150)
    void tcp(@ForAll long seed) {
        walk("tcp", seed);
    }

    @Property(tries = 60)
    void goBackN(@ForAll long seed) {
        walk("gbn", seed);
    }

    private static void walk(String name, long seed) {
        Protocol protocol = Fixtures.protocol(name);
        Core core = Fixtures.load(name);
        for (var model : protocol.machines()) {
            var random = new Random(seed);
            var effects = new Recorder().answering(1, 0, 1);
            Machine machine = core.machine(model.index(), core.parameters(), effects);
            Machine twin = core.machine(model.index(), core.parameters(), effects);
            Machine before = copy(core, model.index(), machine, twin);
            for (int i = 0; i < EVENTS; i++) {
                try {
                    event(random, protocol, core, model, machine, i);
                } catch (Fault fault) {
                    break; // an event that the specification does not expect: the machine is unusable now
                }
                effects.forget();
                twin = core.machine(model.index(), core.parameters(), effects);
                Machine after = copy(core, model.index(), machine, twin);
                assertSame(model, machine, after);
                assertThat(after.equals(before)).isEqualTo(Arrays.equals(words(after), words(before)));
                before = after;
            }
        }
    }

    /** The machine's state in another one. */
    private static Machine copy(Core core, int type, Machine machine, Machine into) {
        var out = new BitWriter();
        machine.encode(out);
        var in = new BitReader(out.toArray());
        into.decode(in);
        assertThat(in.bits()).isEqualTo(out.bits());
        return into;
    }

    private static long[] words(Machine machine) {
        var out = new BitWriter();
        machine.encode(out);
        return out.toArray();
    }

    private static void assertSame(dev.sequent.language.model.MachineType model, Machine a, Machine b) {
        assertThat(b).isEqualTo(a).hasSameHashCodeAs(a);
        assertThat(words(b)).isEqualTo(words(a));
        assertThat(b.state()).isEqualTo(a.state());
        model.timers().forEach(t -> assertThat(b.running(t.index())).isEqualTo(a.running(t.index())));
        for (var v : model.variables()) {
            assertThat(b.variable(v.index())).as(v.name()).isEqualTo(a.variable(v.index()));
            assertThat(b.present(v.index())).as(v.name()).isEqualTo(a.present(v.index()));
            if (v.type() instanceof Type.Ranges) {
                assertThat(b.ranges(v.index())).isEqualTo(a.ranges(v.index()));
            }
        }
    }

    // ------------------------------------------------------------ random events

    private static void event(
            Random random,
            Protocol protocol,
            Core core,
            dev.sequent.language.model.MachineType model,
            Machine machine,
            int now) {
        int calls = model.calls().size() + model.events().size();
        int choices = calls + 4 * model.receives().size() + model.timers().size();
        int choice = random.nextInt(choices);
        long time = 1_000_000L * now;
        if (choice < calls) {
            var call = choice < model.calls().size()
                    ? model.calls().get(choice)
                    : model.events().get(choice - model.calls().size());
            long[] a = new long[4];
            for (int i = 0; i < call.parameters().size(); i++) {
                Local parameter = call.parameters().get(i);
                a[i] = value(random, parameter.type());
            }
            machine.call(choice, time, a[0], a[1], a[2], a[3]);
        } else if (choice < calls + 4 * model.receives().size()) {
            MessageType type = model.receives().get((choice - calls) / 4);
            machine.receive(time, message(random, core, type));
        } else {
            int timer = choice - calls - 4 * model.receives().size();
            if (machine.running(timer)) {
                machine.timeout(timer, time);
            }
        }
    }

    private static Message message(Random random, Core core, MessageType type) {
        Message message = core.message(type.kind());
        for (MessageType.Field field : type.fields()) {
            if (!field.optional() || random.nextBoolean()) {
                message.set(field.index(), value(random, field.type()));
            }
        }
        return message;
    }

    private static long value(Random random, Type type) {
        return switch (type instanceof Type.Optional optional ? optional.of() : type) {
            case Type.Bool t -> random.nextInt(2);
            case Type.Seq t -> (random.nextInt(20) - 8) & 0xffffffffL;
            case Type.Enum t -> random.nextInt(t.constants().size());
            case Type.UInt t -> random.nextInt(8) == 0 ? random.nextLong() & t.max() : random.nextInt(20);
            case Type.Int _, Type.Duration _, Type.Time _, Type.Ranges _, Type.Row _, Type.Optional _ ->
                random.nextInt(20);
        };
    }

    // ------------------------------------------------------------ messages

    @Property(tries = 300)
    void messagesComeBackToo(@ForAll long seed) {
        var random = new Random(seed);
        Protocol protocol = Fixtures.protocol("features");
        Core core = Fixtures.load("features");
        for (MessageType type : protocol.messages()) {
            Message message = message(random, core, type);
            var out = new BitWriter();
            message.encode(out);
            Message decoded = message(random, core, type);
            decoded.decode(new BitReader(out.toArray()));
            assertThat(decoded).isEqualTo(message).hasSameHashCodeAs(message);
            Message copy = message.copy();
            assertThat(copy).isEqualTo(message).isNotSameAs(message);
            for (MessageType.Field field : type.fields()) {
                assertThat(copy.get(field.index())).isEqualTo(message.get(field.index()));
                assertThat(copy.present(field.index())).isEqualTo(message.present(field.index()));
            }
            // From another implementation, field by field.
            Message other = core.message(type.kind());
            other.copyFrom(new dev.sequent.language.interpret.InterpretedCore(protocol).message(type.kind()));
            assertThat(other).isEqualTo(core.message(type.kind()));
            copy.clear();
            assertThat(copy).isEqualTo(core.message(type.kind()));
        }
    }

    /** As many bits as the state needs: the size of the explorer's memory hangs on it. */
    @Example
    void packsTightly() {
        Core core = Fixtures.load("gbn");
        var out = new BitWriter();
        core.machine(0, core.parameters(), new Recorder()).encode(out);
        assertThat(out.bits()).isEqualTo(1 + 3 * 32 + 1);
        out.reset();
        core.machine(1, core.parameters(), new Recorder()).encode(out);
        assertThat(out.bits()).isEqualTo(32);
    }
}
