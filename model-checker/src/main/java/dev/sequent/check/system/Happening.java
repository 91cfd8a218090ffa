package dev.sequent.check.system;

import dev.sequent.runtime.Message;
import dev.sequent.runtime.Step;

/** A step that a machine has just taken. */
final class Happening implements Step {
    private final PeerPlan type;
    private final Input input;
    private final Recorder recorder;
    private final boolean stale;

    Happening(PeerPlan type, Input input, Recorder recorder, boolean stale) {
        this.type = type;
        this.input = input;
        this.recorder = recorder;
        this.stale = stale;
    }

    @Override
    public int call() {
        return input instanceof Input.Call call ? type.steps()[call.step()].call() : NONE;
    }

    @Override
    public long argument(int i) {
        if (input instanceof Input.Call call) {
            return type.steps()[call.step()].arguments()[i];
        }
        throw new IllegalStateException("no call was made");
    }

    @Override
    public int timeout() {
        return input instanceof Input.Timeout timeout ? timeout.timer() : NONE;
    }

    @Override
    public boolean receives() {
        return input instanceof Input.Arrival;
    }

    @Override
    public Message received() {
        if (input instanceof Input.Arrival arrival) {
            return arrival.message().message;
        }
        throw new IllegalStateException("no message has arrived");
    }

    @Override
    public int sent() {
        return recorder.sent.size();
    }

    @Override
    public Message sent(int i) {
        return recorder.sent.get(i);
    }

    @Override
    public boolean signalled(int signal) {
        return recorder.signalled(signal);
    }

    @Override
    public boolean forged() {
        return input instanceof Input.Arrival arrival && arrival.forged();
    }

    @Override
    public boolean stale() {
        return stale;
    }
}
