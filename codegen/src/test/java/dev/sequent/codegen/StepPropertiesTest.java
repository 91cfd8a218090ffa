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
    private static final int ADD = 0;
    private static final int SET = 1;
    private static final int TIDY = 2;
    private static final long FAST = 1;
    private static final long SECOND = 1_000_000_000;

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
            List<Long> given,
            int timeout,
            List<Message> arrived,
            List<Message> messages,
            boolean full,
            boolean forged,
            boolean stale)
            implements Step {
        @Override
        public long argument(int i) {
            return given.get(i);
        }

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

    private static Step call(int number, Long... given) {
        return new Taken(number, List.of(given), Step.NONE, List.of(), List.of(), false, false, false);
    }

    private static Step timeout() {
        return new Taken(Step.NONE, List.of(), 0, List.of(), List.of(), false, false, false);
    }

    private static Step arrival(Message message, boolean full, Message... sent) {
        return new Taken(Step.NONE, List.of(), Step.NONE, List.of(message), List.of(sent), full, false, false);
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
        assertThat(properties.step(property("grows"), two, five, call(ADD))).isTrue();
        assertThat(properties.step(property("grows"), five, two, call(ADD))).isFalse();
        assertThat(properties.step(property("grows"), five, two, call(TIDY)))
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
        assertThat(properties.step(property("rests"), busy, busy, call(ADD))).isTrue();
        Message note = note(core, 0, 1, 0);
        for (boolean forged : new boolean[] {false, true}) {
            for (boolean stale : new boolean[] {false, true}) {
                var step = new Taken(Step.NONE, List.of(), Step.NONE, List.of(note), List.of(), false, forged, stale);
                assertThat(properties.step(property("genuine"), busy, busy, step))
                        .isEqualTo(!forged && !stale);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cores")
    void aCallKnowsWhatItWasGiven(Core core) {
        var properties = core.properties();
        Machine idle = counter(core, 0, false);
        Machine three = counter(core, 3, false);
        assertThat(properties.step(property("adds"), idle, three, call(ADD, 3L)))
                .isTrue();
        assertThat(properties.step(property("adds"), idle, three, call(ADD, 4L)))
                .as("more was given than is counted")
                .isFalse();
        assertThat(properties.step(property("adds"), idle, three, call(ADD, 2L)))
                .as("it asks of more than two only")
                .isTrue();
        assertThat(properties.step(property("adds"), three, idle, call(TIDY)))
                .as("another call")
                .isTrue();
    }

    /** One of each type: a flag, a sequence number, a constant, a duration. */
    @ParameterizedTest
    @MethodSource("cores")
    void whatItWasGivenHasTheTypesThatItDeclares(Core core) {
        var properties = core.properties();
        long high = 0xFFFF_FFF0L;
        Machine still = counter(core, 0, false);
        Machine late = counter(core, 0, false);
        late.call(SET, 0, 1, high, FAST, SECOND);
        assertThat(properties.step(property("sets"), still, late, call(SET, 1L, high, FAST, SECOND)))
                .isTrue();
        assertThat(properties.step(property("sets"), still, late, call(SET, 1L, high + 1, FAST, SECOND)))
                .as("another sequence number")
                .isFalse();
        assertThat(properties.step(property("sets"), still, late, call(SET, 1L, high, FAST, 2 * SECOND)))
                .as("longer than is allowed")
                .isFalse();
        assertThat(properties.step(property("sets"), still, late, call(SET, 0L, high + 1, FAST, SECOND)))
                .as("it was not on")
                .isTrue();
        assertThat(properties.step(property("sets"), still, late, call(SET, 1L, high + 1, 0L, SECOND)))
                .as("it was slow")
                .isTrue();
        assertThat(properties.step(property("starts-late"), late, late, call(SET, 0L, 5L, 0L, 0L)))
                .as("5 lies beyond, over the wrap, of what was there before; and it is idle")
                .isFalse();
        assertThat(properties.step(property("starts-late"), late, late, call(SET, 0L, high - 5, 0L, 0L)))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("cores")
    void whatWasSentIsComparedWithWhatWasGiven(Core core) {
        var properties = core.properties();
        Machine m = counter(core, 1, false);
        for (long given = 6; given <= 8; given++) {
            var step = new Taken(
                    ADD, List.of(given), Step.NONE, List.of(), List.of(note(core, 0, 7, 0)), false, false, false);
            assertThat(properties.step(property("says"), m, m, step)).isEqualTo(given == 7);
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
