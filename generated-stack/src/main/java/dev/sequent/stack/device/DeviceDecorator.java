package dev.sequent.stack.device;

/** A device that passes everything on to another; decorators override what they change. */
public abstract class DeviceDecorator implements Device {

    private final Device inner;

    protected DeviceDecorator(Device inner) {
        this.inner = inner;
    }

    /** The decorated device. */
    public final Device inner() {
        return inner;
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public int mtu() {
        return inner.mtu();
    }

    @Override
    public long macAddress() {
        return inner.macAddress();
    }

    @Override
    public int receive(Frame into) {
        return inner.receive(into);
    }

    @Override
    public boolean send(Frame frame) {
        return inner.send(frame);
    }

    @Override
    public void await(long timeoutNanos) {
        inner.await(timeoutNanos);
    }

    @Override
    public void wakeup() {
        inner.wakeup();
    }

    @Override
    public long nextDeadline() {
        return inner.nextDeadline();
    }

    @Override
    public Counters<DeviceCounter> counters() {
        return inner.counters();
    }

    @Override
    public void close() {
        inner.close();
    }
}
