package dev.sequent.check;

import dev.sequent.check.system.Points;
import dev.sequent.check.system.Replay;
import dev.sequent.check.system.ScenarioSystem;
import dev.sequent.check.trace.Counterexample;
import dev.sequent.check.trace.TraceFile;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.MessageType.Field;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Type;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.RangeSet;
import dev.sequent.view.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * A trace in the Informal Trace Format, which viewers of Apalache, Quint and TLA+ read: the whole state after each
 * step. {@code model-checker/TRACE.md} says how a state looks there.
 */
public final class ItfTrace {
    private static final String ABOUT = "https://apalache-mc.org/docs/adr/015adr-trace.html";
    /** Beyond this, readers that keep numbers as doubles lose digits. */
    private static final long EXACT = 1L << 53;

    private final Protocol protocol;
    private final Core core;
    private final TraceFile file;
    private final Counterexample trace;
    private final JsonWriter json = new JsonWriter();
    private int number;

    private ItfTrace(TraceFile file, Protocol protocol, Core core) {
        this.file = file;
        this.protocol = protocol;
        this.core = core;
        trace = file.trace();
    }

    /**
     * The file's text.
     *
     * @param core of the trace
     * @throws IllegalArgumentException when the specification is not the one of the trace
     */
    public static String of(TraceFile file, Protocol protocol, Core core) {
        return new ItfTrace(file, protocol, core).write();
    }

    private String write() {
        ScenarioSystem system = ScenarioSystem.of(TraceReplay.plan(protocol, core, file));
        var replay = new Replay(system, Points.UNKNOWN);
        json.object(() -> {
            json.name("#meta").object(() -> {
                json.name("format").value("ITF");
                json.name("format-description").value(ABOUT);
                json.name("description")
                        .value(trace.subject().title() + " in scenario " + trace.scenario() + ": " + trace.finding());
            });
            var names = new ArrayList<>(trace.peers());
            names.add("inFlight");
            names.add("action");
            json.name("vars").array(names, json::value);
            json.name("states").array(() -> replay.follow(trace.steps(), () -> state(replay)));
            trace.loop().ifPresent(loop -> json.name("loop").value(loop));
        });
        return json.toString();
    }

    private void state(Replay replay) {
        List<MachineType> types = types();
        json.object(() -> {
            json.name("#meta").object(() -> json.name("index").value(number));
            for (int p = 0; p < types.size(); p++) {
                json.name(trace.peers().get(p));
                machine(types.get(p), replay.machine(p));
            }
            json.name("inFlight").object(() -> {
                for (int p = 0; p < types.size(); p++) {
                    json.name(trace.peers().get(p)).array(replay.inFlight(p), this::message);
                }
            });
            json.name("action").value(number == 0 ? "init" : trace.actionText(number));
        });
        number++;
    }

    private List<MachineType> types() {
        return TraceReplay.scenario(protocol, trace).peers().stream()
                .map(p -> p.machine())
                .toList();
    }

    private void machine(MachineType type, Machine machine) {
        json.object(() -> {
            json.name("state").value(type.states().get(machine.state()).name());
            for (var variable : type.variables()) {
                json.name(variable.name());
                if (variable.type() instanceof Type.Ranges) {
                    ranges(machine.ranges(variable.index()));
                } else {
                    value(variable.type(), machine.present(variable.index()), machine.variable(variable.index()));
                }
            }
            json.name("running")
                    .object(() -> json.name("#set")
                            .array(() -> type.timers().stream()
                                    .filter(t -> machine.running(t.index()))
                                    .forEach(t -> json.value(t.name()))));
        });
    }

    private void message(Message message) {
        MessageType type = protocol.messages().get(message.kind());
        json.object(() -> {
            json.name("kind").value(type.name());
            for (Field field : type.fields()) {
                json.name(field.name());
                value(field.type(), message.present(field.index()), message.get(field.index()));
            }
        });
    }

    /** Half-open ranges in order, as pairs. */
    private void ranges(RangeSet ranges) {
        json.array(() -> {
            for (int i = 0; i < ranges.count(); i++) {
                int at = i;
                json.object(() -> json.name("#tup").array(() -> {
                    number(Integer.toUnsignedLong(ranges.from(at)));
                    number(Integer.toUnsignedLong(ranges.to(at)));
                }));
            }
        });
    }

    /** Optional ones as Quint has sums: a tag, and a value. */
    private void value(Type type, boolean present, long value) {
        if (type instanceof Type.Optional optional) {
            json.object(() -> {
                json.name("tag").value(present ? "Some" : "None");
                json.name("value");
                if (present) {
                    scalar(optional.of(), value);
                } else {
                    json.object(() -> json.name("#tup").array(() -> {}));
                }
            });
        } else {
            scalar(type, value);
        }
    }

    private void scalar(Type type, long value) {
        switch (type) {
            case Type.Bool ignored -> json.value(value != 0);
            case Type.Enum names ->
                json.value(
                        value >= 0 && value < names.constants().size()
                                ? names.constants().get((int) value)
                                : "?" + value);
            case Type.UInt ignored when value < 0 -> big(Long.toUnsignedString(value));
            case Type.UInt _, Type.Int _, Type.Seq _, Type.Duration _, Type.Time _ -> number(value);
            case Type.Optional _, Type.Ranges _, Type.Row _ ->
                throw new IllegalArgumentException(type.name() + " is not a scalar");
        }
    }

    private void number(long value) {
        if (value > -EXACT && value < EXACT) {
            json.value(value);
        } else {
            big(Long.toString(value));
        }
    }

    private void big(String digits) {
        json.object(() -> json.name("#bigint").value(digits));
    }
}
