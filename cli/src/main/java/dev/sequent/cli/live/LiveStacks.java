package dev.sequent.cli.live;

import dev.sequent.check.TraceReplay;
import dev.sequent.check.trace.Counterexample;
import dev.sequent.cli.run.RunRequest;
import dev.sequent.cli.run.RunningStack;
import dev.sequent.cli.run.StackRepetition;
import dev.sequent.cli.run.Stacks;
import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.language.model.Protocol;
import dev.sequent.stack.Stack;
import dev.sequent.stack.StackConfiguration;
import dev.sequent.stack.app.Application;
import dev.sequent.stack.device.Device;
import dev.sequent.stack.device.DeviceDecorator;
import dev.sequent.stack.device.DeviceException;
import dev.sequent.stack.device.ImpairedDevice;
import dev.sequent.stack.device.Impairments;
import dev.sequent.stack.device.KernelInterface;
import dev.sequent.stack.device.PcapngDevice;
import dev.sequent.stack.device.TapDevice;
import dev.sequent.stack.ip.AddressProbe;
import dev.sequent.stack.ip.Ipv4Configuration;
import dev.sequent.stack.time.Clock;
import dev.sequent.view.Plain;
import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.Ipv4Prefix;
import dev.sequent.wire.MacAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Creates stacks of the core that this class was loaded with. */
public final class LiveStacks implements Stacks {

    /** For {@link dev.sequent.cli.run.CoreLinker}, which knows only the interface. */
    public LiveStacks() {}

    @Override
    public VirtualRun virtual(VirtualRequest request) {
        return new LiveVirtualRun(request);
    }

    @Override
    public StackRepetition repeat(Counterexample trace, Protocol protocol, Map<String, Long> parameters) {
        return new LiveReplay(trace, protocol, TraceReplay.scenario(protocol, trace), parameters).run();
    }

    @Override
    public RunningStack open(RunRequest request) {
        Ipv4Configuration ip = addresses(request);
        Clock clock = Clock.real();
        Device device = tap(request);
        try {
            if (request.impairment().isPresent()) {
                device = new ImpairedDevice(
                        device, Impairments.parse(request.impairment().get()), clock);
            }
            if (request.capture().isPresent()) {
                device = new PcapngDevice(device, request.capture().get(), clock);
            }
            Optional<StateProbe> probe = probe(request, device);
            if (probe.isPresent()) {
                device = probe.get();
            }
            var configuration = StackConfiguration.of(ip)
                    .withParameters(request.parameters())
                    .withLog(line -> System.err.println("sequent: " + Plain.text(line)));
            var stack = new Stack(device, clock, configuration);
            stack.start();
            return new LiveStack(request, stack, probe, apps(request, stack));
        } catch (UncheckedIOException e) {
            device.close();
            throw CommandFailure.missing(e);
        } catch (IllegalArgumentException e) {
            device.close();
            throw CommandFailure.usage(e);
        } catch (RuntimeException e) {
            device.close();
            throw e;
        }
    }

    /** Around the device only if it is asked for: each frame passes through it. */
    static Optional<StateProbe> probe(RunRequest request, Device device) {
        return request.watched().map(port -> new StateProbe(device, port));
    }

    private static Ipv4Configuration addresses(RunRequest request) {
        try {
            Ipv4Configuration ip = Ipv4Configuration.of(Ipv4Prefix.parse(request.address()));
            return request.gateway()
                    .map(g -> ip.withGateway(Ipv4Address.parse(g)))
                    .orElse(ip);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(e);
        }
    }

    /** The TAP, and the kernel's side of it as requested. */
    private static Device tap(RunRequest request) {
        TapDevice tap;
        try {
            tap = TapDevice.open(request.tap());
        } catch (DeviceException e) {
            throw translated(e);
        }
        try {
            KernelInterface kernel = tap.kernelInterface();
            request.mtu().ifPresent(kernel::mtu);
            request.kernelAddress().map(Ipv4Prefix::parse).ifPresent(kernel::address);
            var station = new Station(
                    tap, request.mac().orElse(tap.macAddress()), request.mtu().orElse(tap.mtu()));
            checkFree(Ipv4Prefix.parse(request.address()).address(), station, kernel);
            return station;
        } catch (DeviceException e) {
            tap.close();
            throw translated(e);
        } catch (IllegalArgumentException e) {
            tap.close();
            throw CommandFailure.usage(e);
        } catch (CommandFailure e) {
            tap.close();
            throw e;
        }
    }

    /** Asked on the TAP itself: what it is asked and answers is neither lost nor captured. */
    private static void checkFree(Ipv4Address address, Device station, KernelInterface kernel) {
        OptionalLong holder = AddressProbe.holder(station, address, Clock.real());
        if (holder.isPresent()) {
            String mac = MacAddress.format(holder.getAsLong());
            throw CommandFailure.missing(
                    holder.getAsLong() == kernel.macAddress()
                            ? address
                                    + " is the kernel's own (see 'ip address'), and the stack is another host: give it another address of that network"
                            : address + " is in use: the station " + mac + " on " + station.name()
                                    + " answers for it; give another address");
        }
    }

    /** A wrong name is wrong use; everything else is a matter of this machine. */
    private static CommandFailure translated(DeviceException e) {
        return e.reason() == DeviceException.Reason.BAD_NAME ? CommandFailure.usage(e) : CommandFailure.missing(e);
    }

    /** A station on the TAP's link other than the one that is always there. */
    private static final class Station extends DeviceDecorator {
        private final long mac;
        private final int mtu;

        Station(Device inner, long mac, int mtu) {
            super(inner);
            this.mac = mac;
            this.mtu = mtu;
        }

        @Override
        public long macAddress() {
            return mac;
        }

        @Override
        public int mtu() {
            return mtu;
        }
    }

    private static List<AutoCloseable> apps(RunRequest request, Stack stack) {
        var apps = new ArrayList<AutoCloseable>();
        for (String app : request.apps()) {
            try {
                apps.add(Application.parse(app).start(stack));
            } catch (IOException | IllegalArgumentException e) {
                stack.close();
                throw CommandFailure.usage("--app " + app + ": " + e.getMessage());
            }
        }
        return apps;
    }
}
