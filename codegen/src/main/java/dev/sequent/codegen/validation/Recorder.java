package dev.sequent.codegen.validation;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import dev.sequent.runtime.Effects;
import dev.sequent.runtime.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes down what a machine does, and answers its runtime functions from a seeded source. */
final class Recorder implements Effects {
    /** One effect. */
    sealed interface Did {
        record Sent(Content message) implements Did {}

        record Started(int timer, long at) implements Did {}

        record Stopped(int timer) implements Did {}

        record Signalled(int signal) implements Did {}

        record Effected(int effect, List<Long> arguments) implements Did {}

        record Entered(int state) implements Did {}

        record Asked(int function, List<Long> arguments, long answer) implements Did {}
    }

    private final Protocol protocol;
    private final Random answers;
    private List<Did> done = new ArrayList<>();

    Recorder(Protocol protocol, long seed) {
        this.protocol = protocol;
        this.answers = new Random(seed);
    }

    /** What was done since the last time. */
    List<Did> take() {
        var taken = done;
        done = new ArrayList<>();
        return taken;
    }

    @Override
    public void send(Message message) {
        done.add(new Did.Sent(Content.of(protocol.messages().get(message.kind()), message)));
    }

    @Override
    public void start(int timer, long at) {
        done.add(new Did.Started(timer, at));
    }

    @Override
    public void stop(int timer) {
        done.add(new Did.Stopped(timer));
    }

    @Override
    public void signal(int signal) {
        done.add(new Did.Signalled(signal));
    }

    @Override
    public void entered(int state) {
        done.add(new Did.Entered(state));
    }

    @Override
    public void effect(int effect, long a, long b, long c, long d) {
        done.add(new Did.Effected(effect, List.of(a, b, c, d)));
    }

    @Override
    public long function(int function, long a, long b, long c, long d) {
        var answer = Values.any(protocol.externs().get(function).type(), answers);
        done.add(new Did.Asked(function, List.of(a, b, c, d), answer));
        return answer;
    }

    /** An effect in the words of the specification. */
    static String spelled(Did did, Protocol protocol, MachineType machine) {
        return switch (did) {
            case Did.Sent d -> "send " + d.message();
            case Did.Started d -> "start " + machine.timers().get(d.timer()).name() + " at " + d.at();
            case Did.Stopped d -> "stop " + machine.timers().get(d.timer()).name();
            case Did.Signalled d ->
                "signal " + machine.signals().get(d.signal()).name();
            case Did.Entered d -> "enter " + machine.states().get(d.state()).name();
            case Did.Effected d -> machine.effects().get(d.effect()).name() + d.arguments();
            case Did.Asked d -> protocol.externs().get(d.function()).name() + d.arguments() + " answered " + d.answer();
        };
    }
}
