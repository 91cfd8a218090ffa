package dev.sequent.packet.kernel;

import dev.sequent.packet.run.Settings;
import dev.sequent.packet.run.Sysctl;
import dev.sequent.packet.run.UnsupportedException;
import dev.sequent.stack.device.DeviceException;
import dev.sequent.stack.device.KernelInterface;
import dev.sequent.stack.device.KernelNamespace;
import dev.sequent.stack.device.TapDevice;
import dev.sequent.wire.Ipv4Prefix;
import java.util.List;

/**
 * A namespace with an address, and a TAP that leads to everybody else. The kernel asks nobody for MAC addresses there,
 * and says nothing by itself.
 *
 * @param device our end
 * @param macAddress the kernel's
 */
record KernelHost(KernelNamespace namespace, TapDevice device, long macAddress) implements AutoCloseable {
    private static final String NAME = "script";

    static KernelHost create(Settings settings, List<Sysctl> sysctls) {
        KernelNamespace namespace = KernelNamespace.create();
        try {
            return namespace.call(() -> {
                quiet();
                sysctls.forEach(Sysctls::write);
                return withDevice(namespace, settings);
            });
        } catch (RuntimeException e) {
            namespace.close();
            throw e;
        }
    }

    /** What would come between the script and the host's TCP. */
    private static void quiet() {
        // Neighbour discovery would be the first to speak.
        Sysctls.writeIfAny("net.ipv6.conf.default.disable_ipv6", "1");
        // Namespaces inherit it; the remotes are many, and all behind one interface.
        Sysctls.writeIfAny("net.ipv4.conf.all.rp_filter", "0");
        Sysctls.writeIfAny("net.ipv4.conf.default.rp_filter", "0");
        // A connection must not know from the one before it how far away the remote is.
        Sysctls.writeIfAny("net.ipv4.tcp_no_metrics_save", "1");
        // Small segments must not wait for the driver to have sent others.
        Sysctls.writeIfAny("net.ipv4.tcp_autocorking", "0");
    }

    private static KernelHost withDevice(KernelNamespace namespace, Settings settings) {
        new KernelInterface("lo").up();
        TapDevice device = openDevice();
        try {
            KernelInterface kernels = device.kernelInterface();
            mtu(kernels, settings.mtu());
            kernels.address(Ipv4Prefix.parse(settings.local() + "/" + settings.prefix()));
            kernels.withoutArp();
            kernels.up();
            kernels.defaultRoute();
            return new KernelHost(namespace, device, kernels.macAddress());
        } catch (RuntimeException e) {
            device.close();
            throw e;
        }
    }

    private static TapDevice openDevice() {
        try {
            return new TapDevice(new TapDevice.Options(NAME, false, false));
        } catch (DeviceException e) {
            // Its name is nothing that people have given.
            String message = String.valueOf(e.getMessage()).replace("the TAP " + NAME, "the TAP device of the script");
            throw new DeviceException(e.reason(), message);
        }
    }

    private static void mtu(KernelInterface kernels, int mtu) {
        try {
            kernels.mtu(mtu);
        } catch (DeviceException e) {
            throw new UnsupportedException("--mtu=" + mtu + ": " + e.getMessage());
        }
    }

    @Override
    public void close() {
        device.close();
        namespace.close();
    }
}
