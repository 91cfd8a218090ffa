package dev.sequent.packet.kernel;

import dev.sequent.packet.run.Request;
import dev.sequent.packet.run.Settings;
import dev.sequent.packet.run.Subject;
import dev.sequent.packet.run.Sysctl;
import dev.sequent.stack.sim.RawHost;
import dev.sequent.wire.Ipv4Address;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kernel in a namespace of its own, and opposite it the station that is all the hosts of the script. */
final class KernelSubject implements Subject {
    /** It cannot be known when the kernel will send something, or a call return: this often it is looked at. */
    private static final long QUANTUM = 1_000_000;

    private final KernelHost host;
    private final RawHost remote;
    private final KernelUser user;
    private final ConnectionTable connections;

    KernelSubject(Settings settings, List<Sysctl> sysctls) {
        host = KernelHost.create(settings, sysctls);
        remote = new RawHost(host.device(), System::nanoTime, host.macAddress(), address -> false);
        connections = ConnectionTable.of(host.namespace());
        user = new KernelUser(host.namespace(), host.device()::wakeup);
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
        while (true) {
            long now = now();
            remote.step(now);
            if (now >= nanos) {
                return;
            }
            host.device().await(nanos - now);
        }
    }

    @Override
    public long nextDeadline() {
        return now() + (remote.peek() == null ? QUANTUM : 0);
    }

    // ---------------------------------------------------------------- datagrams

    @Override
    public void deliver(byte[] datagram) {
        // What was sent before this arrives was not sent because of it.
        remote.step(now());
        if (!remote.send(datagram)) {
            throw new IllegalStateException("the TAP to the kernel refuses a datagram");
        }
    }

    @Override
    public @Nullable Sent poll() {
        remote.step(now());
        RawHost.Received received = remote.poll();
        return received == null ? null : new Sent(received.at(), received.datagram(), Optional.empty());
    }

    // ---------------------------------------------------------------- the user's side

    @Override
    public Pending call(Request request) {
        Pending made = user.call(request);
        // Most calls return at once; what the kernel sends meanwhile is stamped in time.
        long until = now() + QUANTUM;
        while (made.reply() == null && now() < until) {
            host.device().await(until - now());
            remote.step(now());
        }
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
