package dev.sequent.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Fault;
import dev.sequent.runtime.Ghosts;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import org.junit.jupiter.api.Test;

/** A generated protocol at work: what goes in, what comes out. */
class AlternatingBitTest {
    /** By ordinal; before them come five lemmas about what is in flight. */
    private static final int IN_STEP = 5;

    private static final int IN_STEP_WITNESS = 6;

    private static final Ghosts[] NO_GHOSTS = {Ghosts.NONE, Ghosts.NONE};

    private static final int OK = 0;
    private static final int BUSY = 1;
    private static final int ACK = 2;
    private static final int B = 1;
    private static final int CTL = 0;
    private static final int TEXT = 1;
    private static final long RETRY = 100_000_000L;

    private final Core core = Fixtures.load("abp");
    private final Recorder atSender = new Recorder();
    private final Recorder atReceiver = new Recorder();
    private final Machine sender = core.machine(0, core.parameters(), atSender);
    private final Machine receiver = core.machine(1, core.parameters(), atReceiver);

    private int send(long now, long bytes) {
        return sender.call(0, now, bytes, 0, 0, 0);
    }

    @Test
    void aMessageAndItsAcknowledgment() {
        assertThat(send(7, 10)).isEqualTo(OK);
        assertThat(atSender.take()).containsExactly("send 0", "start 0 at " + (7 + RETRY));
        assertThat(sender.running(0)).isTrue();
        assertThat(send(8, 10)).isEqualTo(BUSY);

        Message frame = atSender.message();
        assertThat(frame.get(CTL)).isZero();
        assertThat(frame.get(TEXT)).isEqualTo(10);
        assertThat(receiver.receive(9, frame)).isEqualTo(Machine.DONE);
        assertThat(atReceiver.take()).containsExactly("send 0", "effect 0 10 0 0 0");

        Message ack = atReceiver.message();
        assertThat(ack.get(CTL)).isEqualTo(ACK);
        assertThat(sender.receive(10, ack)).isEqualTo(Machine.DONE);
        assertThat(atSender.take()).containsExactly("stop 0", "signal 0");
        assertThat(sender.running(0)).isFalse();

        assertThat(send(11, 20)).isEqualTo(OK);
        assertThat(atSender.message().get(CTL)).isEqualTo(B);
    }

    @Test
    void aLostMessageIsSentAgainAndADuplicateIsNotDeliveredAgain() {
        send(0, 10);
        Message frame = atSender.message();
        atSender.take();
        assertThat(sender.timeout(0, RETRY)).isEqualTo(Machine.DONE);
        assertThat(atSender.take()).containsExactly("send 0", "start 0 at " + 2 * RETRY);
        assertThat(atSender.message()).isEqualTo(frame);

        receiver.receive(0, frame);
        receiver.receive(0, frame);
        assertThat(atReceiver.take()).containsExactly("send 0", "effect 0 10 0 0 0", "send 0");
    }

    @Test
    void whatDoesNotBelongIsDroppedOrIgnored() {
        Message frame = core.message(0);
        assertThat(sender.receive(0, frame)).isEqualTo(Machine.IGNORED);
        assertThat(sender.timeout(0, 0)).isEqualTo(Machine.IGNORED);
        send(0, 1);
        assertThat(sender.receive(0, frame)).isEqualTo(Machine.DROP);
        frame.set(CTL, ACK + B);
        assertThat(sender.receive(0, frame)).isEqualTo(Machine.DROP);
        assertThat(receiver.receive(0, frame)).isEqualTo(Machine.DROP);
    }

    @Test
    void parametersBelongToTheInstance() {
        var parameters = core.parameters();
        assertThat(parameters.count()).isEqualTo(1);
        assertThat(parameters.get(0)).isEqualTo(RETRY);
        var slower = parameters.copy();
        slower.set(0, 5 * RETRY);
        assertThat(parameters.get(0)).isEqualTo(RETRY);
        core.machine(0, slower, atSender).call(0, 0, 1, 0, 0, 0);
        assertThat(atSender.take()).contains("start 0 at " + 5 * RETRY);
    }

    @Test
    void whatIsOutOfRangeIsAFault() {
        assertThatThrownBy(() -> send(0, 65536))
                .isInstanceOf(Fault.class)
                .hasMessage("65536 is out of the range of SEND.n: u16");
        assertThatThrownBy(() -> core.message(0).set(TEXT, -1)).isInstanceOf(Fault.class);
        assertThatThrownBy(() -> send(Long.MAX_VALUE, 1)).isInstanceOf(Fault.class);
    }

    @Test
    void ordinalsThatNothingHasAreRefused() {
        assertThatThrownBy(() -> sender.call(1, 0, 0, 0, 0, 0)).hasMessage("there is no 1 among the calls and events");
        assertThatThrownBy(() -> sender.timeout(1, 0)).hasMessage("there is no 1 among the timers");
        assertThatThrownBy(() -> sender.variable(2)).hasMessage("there is no 2 among the variables");
        assertThatThrownBy(() -> sender.ranges(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> core.machine(2, core.parameters(), atSender))
                .hasMessage("there is no 2 among the machines");
        assertThatThrownBy(() -> core.message(1)).hasMessage("there is no 1 among the messages");
        assertThatThrownBy(() -> core.parameters().get(1)).hasMessage("there is no 1 among the parameters");
    }

    @Test
    void propertiesSpeakOfTheMachines() {
        var properties = core.properties();
        assertThat(properties.invariant(0, 0, sender)).isTrue();
        assertThat(properties.invariant(0, 1, sender)).isTrue();
        Machine[] peers = {sender, receiver};
        assertThat(properties.property(IN_STEP, 0, peers, NO_GHOSTS, true)).isTrue();
        assertThat(properties.property(IN_STEP_WITNESS, 0, peers, NO_GHOSTS, true))
                .isFalse();
        send(0, 1);
        receiver.receive(0, atSender.message());
        assertThat(properties.when(0, 0, 1, sender)).isFalse();
        sender.receive(0, atReceiver.message());
        assertThat(properties.property(IN_STEP, 0, peers, NO_GHOSTS, true)).isTrue();
        assertThat(properties.property(IN_STEP_WITNESS, 0, peers, NO_GHOSTS, true))
                .isTrue();
        assertThat(properties.when(0, 0, 0, sender)).isTrue();
        assertThat(properties.when(0, 0, 1, sender)).isTrue();
        // By itself the timer does not end in WAITING: a machine brought there by hand breaks the invariant.
        var bits = new BitWriter();
        sender.encode(bits);
        long[] words = bits.toArray();
        words[0] |= 1;
        sender.decode(new BitReader(words));
        assertThat(properties.invariant(0, 0, sender)).isFalse();
    }
}
