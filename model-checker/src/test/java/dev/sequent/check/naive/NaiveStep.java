package dev.sequent.check.naive;

import dev.sequent.check.naive.NaivePeer.Trigger;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.Step;

/** A step as properties see it. */
final class NaiveStep implements Step {
    private final NaivePeer peer;
    private final Trigger trigger;
    private final NaiveWorld world;

    NaiveStep(NaivePeer peer, Trigger trigger, NaiveWorld world) {
        this.peer = peer;
        this.trigger = trigger;
        this.world = world;
    }

    @Override
    public int call() {
        return trigger instanceof Trigger.Call call ? peer.number(call.step()) : NONE;
    }

    @Override
    public long argument(int i) {
        return NaivePeer.argument(((Trigger.Call) trigger).step(), i);
    }

    @Override
    public int timeout() {
        return trigger instanceof Trigger.Timeout timeout ? timeout.timer() : NONE;
    }

    @Override
    public boolean receives() {
        return trigger instanceof Trigger.Arrival;
    }

    @Override
    public Message received() {
        return peer.unpack(((Trigger.Arrival) trigger).flying().message());
    }

    @Override
    public int sent() {
        return world.sent.size();
    }

    @Override
    public Message sent(int i) {
        return world.sent.get(i);
    }

    @Override
    public boolean signalled(int signal) {
        return world.signals.contains(signal);
    }

    @Override
    public boolean forged() {
        return trigger instanceof Trigger.Arrival arrival && arrival.forged();
    }

    @Override
    public boolean stale() {
        return trigger instanceof Trigger.Arrival arrival && arrival.stale();
    }
}
