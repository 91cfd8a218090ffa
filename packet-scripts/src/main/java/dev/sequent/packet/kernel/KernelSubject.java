package dev.sequent.packet.kernel;

import dev.sequent.packet.run.Request;
import dev.sequent.packet.run.Settings;
import dev.sequent.packet.run.Subject;
import dev.sequent.packet.run.Sysctl;
import dev.sequent.stack.sim.RawHost;
import dev.sequent.wire.Ipv4Address;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The kernel in a namespace of its own, and opposite it the station that is all the hosts of the script. */
final class KernelSubject implements Subject {
    /** How long a call is waited for that may turn out to block. */
    private static final long AT_ONCE = 1_000_000;

    /**
     * The kernel's timer wheel has coarser slots the later a timer is due: an eighth of its time (kernel/time/timer.c).
     */
    private static final int WHEEL = 8;

    private final KernelHost host;
    private final RawHost remote;
    private final KernelUser user;
    private final ConnectionTable connections;
    private final AtomicBoolean returned = new AtomicBoolean();

    KernelSubject(Settings settings, List<Sysctl> sysctls) {
        host = KernelHost.create(settings, sysctls);
        remote = new RawHost(host.device(), System::nanoTime, host.macAddress(), address -> false);
        connections = ConnectionTable.of(host.namespace());
        user = new KernelUser(host.namespace(), () -> {
            returned.set(true);
            host.device().wakeup();
        });
    }

    // ---------------------------------------------------------------- time

    @Override
    public long now() {
        return System.nanoTime();
    }

    @Override
    public boolean isInRealTime() {
        return true;
    }

    @Override
    public void advanceTo(long nanos) {
        look();
        while (now() < nanos) {
            sleep(nanos);
        }
    }

    @Override
    public void await(long latest) {
        look();
        while (remote.peek() == null && now() < latest && !returned.getAndSet(false)) {
            sleep(latest);
        }
    }

    @Override
    public long nextDeadline() {
        return now();
    }

    private void sleep(long until) {
        host.device().await(until - now());
        look();
    }

    /** Takes what the kernel has sent, and says of it that it was sent now. */
    private void look() {
        remote.step(now());
    }

    @Override
    public long lateness(long time) {
        return time / WHEEL;
    }

    // ---------------------------------------------------------------- datagrams

    @Override
    public void deliver(byte[] datagram) {
        // What was sent before this arrives was not sent because of it.
        look();
        if (!remote.send(datagram)) {
            throw new IllegalStateException("the TAP to the kernel refuses a datagram");
        }
    }

    @Override
    public @Nullable Sent poll() {
        look();
        RawHost.Received received = remote.poll();
        return received == null ? null : new Sent(received.at(), received.datagram(), Optional.empty());
    }

    // ---------------------------------------------------------------- the user's side

    @Override
    public Pending call(Request request) {
        look();
        Pending made = user.call(request);
        // Most calls return at once; what the kernel sends meanwhile is stamped in time.
        long until = now() + AT_ONCE;
        while (made.reply() == null && now() < until) {
            sleep(until);
        }
        returned.set(false);
        return made;
    }

    @Override
    public boolean set(Sysctl sysctl) {
        host.namespace().call(() -> {
            Sysctls.write(sysctl);
            return sysctl;
        });
        return true;
    }

    @Override
    public Optional<String> complaint() {
        return Optional.empty();
    }

    @Override
    public Optional<String> state(int localPort, Ipv4Address address, int remotePort) {
        return connections.state(localPort, address, remotePort);
    }

    @Override
    public void close() {
        connections.close();
        user.close();
        host.close();
    }
}
