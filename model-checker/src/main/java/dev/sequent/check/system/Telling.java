package dev.sequent.check.system;

import dev.sequent.check.text.ValueText;
import dev.sequent.check.trace.TraceStep;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType.Effect;
import dev.sequent.language.model.MachineType.Variable;
import dev.sequent.language.model.Type;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Times;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Notes in words, beyond what a {@link Recorder} does, what a machine does in a step of a replay. */
final class Telling extends Recorder {
    private final Plan plan;
    private final dev.sequent.language.model.MachineType type;
    private final List<TraceStep.Told> told = new ArrayList<>();
    private final List<TraceStep.Choice> answers = new ArrayList<>();

    Telling(Plan plan, int peer, Messages messages) {
        super(plan, peer, messages);
        this.plan = plan;
        type = plan.peers[peer].type();
    }

    @Override
    void reset() {
        super.reset();
        told.clear();
        answers.clear();
    }

    /** Signals and effects in order. */
    List<TraceStep.Told> told() {
        return List.copyOf(told);
    }

    /** What chosen functions returned, in order. */
    List<TraceStep.Choice> answers() {
        return List.copyOf(answers);
    }

    @Override
    public void signal(int signal) {
        super.signal(signal);
        told.add(TraceStep.Told.signal(type.signals().get(signal).name()));
    }

    @Override
    public void effect(int effect, long a, long b, long c, long d) {
        super.effect(effect, a, b, c, d);
        Effect declared = type.effects().get(effect);
        told.add(new TraceStep.Told(
                TraceStep.Told.Kind.EFFECT, declared.name(), arguments(declared.parameters(), new long[] {a, b, c, d
                })));
    }

    @Override
    public long function(int function, long a, long b, long c, long d) {
        long value = super.function(function, a, b, c, d);
        var declared = plan.protocol.externs().get(function);
        answers.add(new TraceStep.Choice(
                declared.name(),
                arguments(declared.parameters(), new long[] {a, b, c, d}),
                Arrays.stream(plan.functions.values()[function])
                        .boxed()
                        .toList()
                        .indexOf(value),
                ValueText.text(declared.type(), value)));
        return value;
    }

    static Map<String, String> arguments(List<Local> parameters, long[] values) {
        var texts = new LinkedHashMap<String, String>();
        for (int i = 0; i < parameters.size(); i++) {
            texts.put(parameters.get(i).name(), ValueText.text(parameters.get(i).type(), values[i]));
        }
        return texts;
    }

    /** Every variable with its value, then every timer. */
    Map<String, String> snapshot(Machine machine) {
        var values = new LinkedHashMap<String, String>();
        values.put("state", type.states().get(machine.state()).name());
        for (Variable variable : type.variables()) {
            int i = variable.index();
            values.put(
                    variable.name(),
                    variable.type() instanceof Type.Ranges
                            ? ValueText.text(machine.ranges(i))
                            : machine.present(i) ? value(variable.type(), machine.variable(i)) : "none");
        }
        for (var timer : type.timers()) {
            values.put("timer " + timer.name(), machine.running(timer.index()) ? running(timer.index()) : "off");
        }
        return values;
    }

    private String running(int timer) {
        if (!plan.clock.ticks()) {
            return "running";
        }
        int halves = remaining(timer);
        return ticks(halves / 2) + (halves % 2 == 0 ? "" : " to " + ticks(halves / 2 + 1)) + " left";
    }

    private String ticks(int count) {
        return ValueText.text(Type.DURATION, count * plan.clock.tick());
    }

    /** Points in time as seen from now, if the clock ticks. */
    private String value(Type of, long value) {
        Type plain = of instanceof Type.Optional optional ? optional.of() : of;
        if (plain instanceof Type.Time && value == Times.NEVER) {
            return "never";
        }
        if (!(plain instanceof Type.Time) || !plan.clock.ticks()) {
            return ValueText.text(of, value);
        }
        if (!Times.known(value)) {
            return "more than " + ValueText.text(Type.DURATION, plan.clock.now() - Times.bound(value)) + " ago";
        }
        long ahead = value - plan.clock.now();
        if (ahead == 0) {
            return "now";
        }
        return ValueText.text(Type.DURATION, Math.abs(ahead)) + (ahead < 0 ? " ago" : " from now");
    }
}
