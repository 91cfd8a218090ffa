package dev.sequent.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.language.interpret.InterpretedCore;
import dev.sequent.language.model.Protocol;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Ghosts;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.Step;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Properties of steps and ghosts, in the generated predicates and in the interpreter; what is true is read off
 * steps.sqt.
 */
class StepPropertiesTest {
    private static final Protocol PROTOCOL = Fixtures.protocol("steps");

    static List<Core> cores() {
        return List.of(Fixtures.load("steps"), new InterpretedCore(PROTOCOL));
    }

    private static int property(String name) {
        return PROTOCOL.properties().stream()
                .map(Protocol.Property::name)
                .toList()
                .indexOf(name);
    }

    /** One step: what it was, and what it sent. */
    private record Taken(
            int call,
            int timeout,
            List<Message> arrived,
            List<Message> messages,
            boolean full,
            boolean forged,
            boolean stale)
            implements Step {
        @Override
        public boolean receives() {
            return !arrived.isEmpty();
        }

        @Override
        public Message received() {
            return arrived.getFirst();
        }

        @Override
        public int sent() {
            return messages.size();
        }

        @Override
        public Message sent(int i) {
            return messages.get(i);
        }

        @Override
        public boolean signalled(int signal) {
            return full && signal == 0;
        }
    }

    private static Step call(int number) {
        return new Taken(number, Step.NONE, List.of(), List.of(), false, false, false);
    }

    private static Step timeout() {
        return new Taken(Step.NONE, 0, List.of(), List.of(), false, false, false);
    }

    private static Step arrival(Message message, boolean full, Message... sent) {
        return new Taken(Step.NONE, Step.NONE, List.of(message), List.of(sent), full, false, false);
    }

    private static Message note(Core core, int bits, int number, int text) {
        Message note = core.message(0);
        note.set(0, bits);
        note.set(1, number);
        note.set(2, text);
        return note;
    }

    private static Machine counter(Core core, int count, boolean noted) {
        Machine machine = core.machine(0, core.parameters(), new Recorder());
        if (count > 0) {
            machine.call(0, 0, count, 0, 0, 0);
        }
        if (noted) {
            machine.receive(0, note(core, 0, 1, 0));
        }
        return machine;
    }

    @ParameterizedTest
    @MethodSource("cores")
    void oldIsBeforeTheStep(Core core) {
        var properties = core.properties();
        Machine two = counter(core, 2, false);
        Machine five = counter(core, 5, false);
        assertThat(properties.step(property("grows"), two, five, call(0))).isTrue();
        assertThat(properties.step(property("grows"), five, two, call(0))).isFalse();
        assertThat(properties.step(property("grows"), five, two, call(1)))
                .as("TIDY, an event")
                .isTrue();
        assertThat(properties.step(property("remembers"), counter(core, 0, true), two, timeout()))
                .isFalse();
        assertThat(properties.step(property("remembers"), two, counter(core, 0, true), timeout()))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("cores")
    void whatArrivesAndWhatIsSentAreTwoMessages(Core core) {
        var properties = core.properties();
        Machine m = counter(core, 1, false);
        Message question = note(core, 0x80, 4, 0);
        Message answer = note(core, 0x40, 4, 0);
        assertThat(properties.step(property("answers"), m, m, arrival(question, false, answer)))
                .isTrue();
        assertThat(properties.step(property("answers"), m, m, arrival(question, false)))
                .isFalse();
        assertThat(properties.step(property("answers"), m, m, arrival(question, false, note(core, 0x40, 5, 0))))
                .as("answered with another number")
                .isFalse();
        assertThat(properties.step(property("answers"), m, m, arrival(question, false, question, answer)))
                .as("the second of two")
                .isTrue();
        assertThat(properties.step(property("answers"), m, m, arrival(answer, false)))
                .as("not asked")
                .isTrue();
        assertThat(properties.step(property("small"), m, m, arrival(question, false, answer)))
                .isTrue();
        assertThat(properties.step(property("small"), m, m, arrival(question, false, answer, note(core, 0, 7, 2))))
                .as("one of them is too large")
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("cores")
    void aStepKnowsWhatItWas(Core core) {
        var properties = core.properties();
        Machine idle = counter(core, 0, false);
        Machine busy = counter(core, 1, false);
        assertThat(properties.step(property("tells"), busy, busy, arrival(note(core, 0x20, 1, 0), true)))
                .isTrue();
        assertThat(properties.step(property("tells"), busy, busy, arrival(note(core, 0x80, 1, 0), true)))
                .isFalse();
        assertThat(properties.step(property("rests"), busy, idle, timeout())).isTrue();
        assertThat(properties.step(property("rests"), busy, busy, timeout())).isFalse();
        assertThat(properties.step(property("rests"), busy, busy, call(0))).isTrue();
        Message note = note(core, 0, 1, 0);
        for (boolean forged : new boolean[] {false, true}) {
            for (boolean stale : new boolean[] {false, true}) {
                var step = new Taken(Step.NONE, Step.NONE, List.of(note), List.of(), false, forged, stale);
                assertThat(properties.step(property("genuine"), busy, busy, step))
                        .isEqualTo(!forged && !stale);
            }
        }
    }

    private record Beside(long sent, long delivered, boolean faithful, int incarnation, int crashes, boolean full)
            implements Ghosts {
        @Override
        public boolean told(int signal) {
            return full && signal == 0;
        }
    }

    @ParameterizedTest
    @MethodSource("cores")
    void ghostsAreThoseOfThePeerThatIsNamed(Core core) {
        Machine[] peers = {counter(core, 0, false), counter(core, 1, false)};
        var good = new Beside(3, 9, false, 2, 7, false);
        var other = new Beside(0, 3, true, 9, 0, true);
        assertThat(ghosts(core, peers, good, other)).isTrue();
        assertThat(ghosts(core, peers, other, good)).isFalse();
        assertThat(ghosts(core, peers, new Beside(2, 0, true, 2, 0, false), other))
                .as("not enough sent")
                .isFalse();
        assertThat(ghosts(core, peers, new Beside(3, 0, true, 3, 0, false), other))
                .as("too often reborn")
                .isFalse();
        assertThat(ghosts(core, peers, new Beside(3, 0, true, 2, 0, true), other))
                .as("told")
                .isFalse();
        assertThat(ghosts(core, peers, good, new Beside(0, 3, false, 0, 0, false)))
                .as("unfaithful")
                .isFalse();
        assertThat(ghosts(core, peers, good, new Beside(0, 3, true, 0, 1, false)))
                .as("crashed")
                .isFalse();
    }

    private static boolean ghosts(Core core, Machine[] peers, Ghosts x, Ghosts y) {
        return core.properties().property(property("ghosts"), 0, peers, new Ghosts[] {x, y}, true);
    }

    @ParameterizedTest
    @MethodSource("cores")
    void whatLeadsToSomethingHasTwoParts(Core core) {
        Machine[] peers = {counter(core, 0, false), counter(core, 1, false)};
        Ghosts[] ghosts = {Ghosts.NONE, Ghosts.NONE};
        assertThat(core.properties().property(property("leads"), 0, peers, ghosts, true))
                .isFalse();
        assertThat(core.properties().property(property("leads"), 1, peers, ghosts, true))
                .isTrue();
    }

    @Test
    void theInterpreterAndTheGeneratorAreBothTried() {
        assertThat(cores())
                .extracting(c -> c.getClass().getSimpleName())
                .containsExactly("StepsCore", "InterpretedCore");
    }
}
