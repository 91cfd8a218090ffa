package dev.sequent.stack.device;

import dev.sequent.stack.device.DeviceException.Reason;
import dev.sequent.stack.time.Clock;
import dev.sequent.wire.MacAddress;
import dev.sequent.wire.VirtioNetHeader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TAP of the Linux kernel (its Documentation/networking/tuntap.rst): the kernel has a network interface, and what it
 * sends there is received here, and vice versa. We are another station on that link, with a MAC address of our own.
 *
 * <p>The interface is created on opening, unless one of that name already exists for this user, and then vanishes on
 * closing. It belongs to the network namespace of the thread that opens it; later threads need not be in that
 * namespace. The descriptor is non-blocking; sleeping is a {@code ppoll} on it together with an eventfd for
 * {@link #wakeup}.
 */
public final class TapDevice implements Device {

    /**
     * How to open a TAP.
     *
     * @param name of the kernel's interface, at most 15 characters
     * @param virtioHeader whether frames travel with a virtio header in front ({@code IFF_VNET_HDR}), the basis for
     *     offloads; no offload is requested yet, so frames are the same
     * @param bringUp whether to bring the kernel's interface up
     */
    public record Options(String name, boolean virtioHeader, boolean bringUp) {

        /** Plain frames, interface brought up. */
        public static Options of(String name) {
            return new Options(name, false, true);
        }

        public Options withVirtioHeader(boolean on) {
            return new Options(name, on, bringUp);
        }
    }

    private static final String NODE = "/dev/net/tun";
    private static final long TUNSETIFF = 0x400454CAL;
    private static final long TUNSETOFFLOAD = 0x400454D0L;
    private static final long TUNSETVNETHDRSZ = 0x400454D8L;
    private static final int IFF_TAP = 0x0002;
    private static final int IFF_NO_PI = 0x1000;
    private static final int IFF_VNET_HDR = 0x4000;

    private static final int RUNNING = 0;
    private static final int SLEEPING = 1;
    private static final int WOKEN = 2;

    private final LibC libc;
    private final String name;
    private final int descriptor;
    private final int eventDescriptor;
    private final boolean virtioHeader;
    private final int mtu;
    private final long macAddress;
    private final Counters<DeviceCounter> counters = new Counters<>(DeviceCounter.class);

    private final MemorySegment pollSet;
    private final MemorySegment timespec;
    private final MemorySegment eventValue;

    private final AtomicInteger sleep = new AtomicInteger(RUNNING);
    private final Object eventLock = new Object();
    private final LibC eventLibc = new LibC();
    private boolean closed;

    /** Opens a TAP with plain frames and brings it up. */
    public static TapDevice open(String name) {
        return new TapDevice(Options.of(name));
    }

    /**
     * Opens a TAP.
     *
     * @throws DeviceException saying what failed and what to do: no privilege, no TAP driver, a name that is wrong or
     *     taken
     */
    public TapDevice(Options options) {
        KernelInterface kernelInterface = new KernelInterface(options.name);
        if (!LibC.isSupported()) {
            throw new DeviceException(
                    Reason.NOT_AVAILABLE,
                    "cannot open the TAP " + options.name + ": TAP devices are Linux's and this system is "
                            + System.getProperty("os.name") + "; run there, or use the in-process link");
        }
        this.libc = new LibC();
        this.virtioHeader = options.virtioHeader;
        this.descriptor = openNode(libc, options.name);
        int event = -1;
        try {
            this.name = attach(options);
            if (options.bringUp) {
                kernelInterface.up();
            }
            this.mtu = Math.min(kernelInterface.mtu(), Frame.MAX_PACKET);
            event = libc.eventfd(0, LibC.EFD_NONBLOCK | LibC.EFD_CLOEXEC);
            if (event < 0) {
                throw new DeviceException(
                        Reason.FAILED, "cannot open the TAP " + name + ": no eventfd to be woken by: " + libc.error());
            }
        } catch (RuntimeException e) {
            libc.close(descriptor);
            throw e;
        }
        this.eventDescriptor = event;
        this.macAddress = MacAddress.ofName(name);
        Arena arena = Arena.ofAuto();
        this.pollSet = arena.allocate(16, 8);
        this.timespec = arena.allocate(16, 8);
        this.eventValue = arena.allocate(8, 8);
        pollSet.set(ValueLayout.JAVA_INT, 0, descriptor);
        pollSet.set(ValueLayout.JAVA_SHORT, 4, (short) LibC.POLLIN);
        pollSet.set(ValueLayout.JAVA_INT, 8, eventDescriptor);
        pollSet.set(ValueLayout.JAVA_SHORT, 12, (short) LibC.POLLIN);
    }

    private static int openNode(LibC libc, String name) {
        int fd = libc.open(NODE, LibC.O_RDWR | LibC.O_NONBLOCK | LibC.O_CLOEXEC);
        if (fd >= 0) {
            return fd;
        }
        String message = "cannot open the TAP " + name + ": " + NODE + ": ";
        throw switch (libc.errno()) {
            case LibC.ENOENT ->
                new DeviceException(
                        Reason.NOT_AVAILABLE,
                        message
                                + "there is no such node; load the driver with 'modprobe tun', and in a container pass the node in "
                                + "(--device " + NODE + ")");
            case LibC.ENODEV, LibC.ENXIO ->
                new DeviceException(
                        Reason.NOT_AVAILABLE, message + "the kernel has no TAP driver; load it with 'modprobe tun'");
            case LibC.EACCES, LibC.EPERM ->
                new DeviceException(
                        Reason.NOT_PERMITTED,
                        message
                                + "this user may not open it; run as root, or make it readable and writable for this user");
            default -> new DeviceException(Reason.FAILED, message + libc.error());
        };
    }

    private String attach(Options options) {
        MemorySegment request = KernelInterface.newRequest(options.name);
        int flags = IFF_TAP | IFF_NO_PI | (virtioHeader ? IFF_VNET_HDR : 0);
        request.set(ValueLayout.JAVA_SHORT, KernelInterface.NAME_SIZE, (short) flags);
        if (libc.ioctl(descriptor, TUNSETIFF, request) >= 0) {
            forgetEarlierOwner(options.name);
            return request.getString(0, StandardCharsets.US_ASCII);
        }
        String message = "cannot open the TAP " + options.name + ": ";
        throw switch (libc.errno()) {
            case LibC.EPERM ->
                new DeviceException(
                        Reason.NOT_PERMITTED,
                        message
                                + "making or taking it needs the capability CAP_NET_ADMIN in this network namespace; run as root or within "
                                + "'unshare -Urn', or let an administrator make it for you with 'ip tuntap add dev "
                                + options.name
                                + " mode tap user NAME'");
            case LibC.EBUSY ->
                new DeviceException(
                        Reason.NAME_TAKEN,
                        message
                                + "another process has it open; close that one or take another name (see 'ip -d link show "
                                + options.name + "')");
            case LibC.EINVAL ->
                new DeviceException(
                        Reason.NAME_TAKEN,
                        message
                                + "there is an interface of this name that is not a TAP, or a TAP of another kind; take another name (see 'ip -d link "
                                + "show " + options.name + "')");
            default -> new DeviceException(Reason.FAILED, message + libc.error());
        };
    }

    /** A TAP that outlives its openers keeps their settings; ours are the short header and no offload. */
    private void forgetEarlierOwner(String of) {
        if (virtioHeader) {
            MemorySegment size = Arena.ofAuto().allocate(8, 8);
            size.set(ValueLayout.JAVA_INT, 0, VirtioNetHeader.LENGTH);
            if (libc.ioctl(descriptor, TUNSETVNETHDRSZ, size) < 0) {
                throw new DeviceException(
                        Reason.FAILED, "cannot set the header size of the TAP " + of + ": " + libc.error());
            }
        }
        if (libc.ioctl(descriptor, TUNSETOFFLOAD, MemorySegment.NULL) < 0) {
            throw new DeviceException(
                    Reason.FAILED, "cannot turn off the offloads of the TAP " + of + ": " + libc.error());
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int mtu() {
        return mtu;
    }

    @Override
    public long macAddress() {
        return macAddress;
    }

    /** The kernel's side of this TAP. */
    public KernelInterface kernelInterface() {
        return new KernelInterface(name);
    }

    @Override
    public int receive(Frame into) {
        int front = virtioHeader ? VirtioNetHeader.LENGTH : 0;
        long room = Frame.NETWORK - Frame.START + into.packetCapacity() + (long) front;
        long n;
        do {
            n = libc.read(openDescriptor(), into.address() + Frame.START - front, room);
        } while (n < 0 && libc.errno() == LibC.EINTR);
        Reference.reachabilityFence(into);
        if (n < 0) {
            if (libc.errno() == LibC.EAGAIN) {
                return 0;
            }
            throw failed("receive from");
        }
        int length = Math.max((int) n - front, 0);
        into.length(length);
        into.checksumVouched(virtioHeader && VirtioNetHeader.vouchesForChecksum(into.buffer(), Frame.VIRTIO));
        counters.increment(DeviceCounter.FRAMES_RECEIVED);
        counters.add(DeviceCounter.OCTETS_RECEIVED, length);
        return length;
    }

    @Override
    public boolean send(Frame frame) {
        int front = 0;
        if (virtioHeader) {
            front = VirtioNetHeader.LENGTH;
            VirtioNetHeader.putPlain(frame.buffer(), Frame.VIRTIO);
        }
        long n;
        do {
            n = libc.write(openDescriptor(), frame.address() + Frame.START - front, frame.length() + (long) front);
        } while (n < 0 && libc.errno() == LibC.EINTR);
        Reference.reachabilityFence(frame);
        if (n >= 0) {
            counters.increment(DeviceCounter.FRAMES_SENT);
            counters.add(DeviceCounter.OCTETS_SENT, frame.length());
            return true;
        }
        switch (libc.errno()) {
            case LibC.EAGAIN, LibC.ENOBUFS, LibC.ENOMEM -> counters.increment(DeviceCounter.SEND_REFUSED_QUEUE_FULL);
            // What the driver says while the interface is down; it may come up again.
            case LibC.EIO -> counters.increment(DeviceCounter.SEND_REFUSED_LINK_DOWN);
            default -> throw failed("send to");
        }
        return false;
    }

    @Override
    public void await(long timeoutNanos) {
        openDescriptor();
        if (timeoutNanos <= 0 || !sleep.compareAndSet(RUNNING, SLEEPING)) {
            sleep.getAndSet(RUNNING);
            return;
        }
        long limit = 0;
        if (timeoutNanos != Clock.NEVER) {
            timespec.set(ValueLayout.JAVA_LONG, 0, timeoutNanos / 1_000_000_000L);
            timespec.set(ValueLayout.JAVA_LONG, 8, timeoutNanos % 1_000_000_000L);
            limit = timespec.address();
        }
        int n = libc.ppoll(pollSet.address(), 2, limit);
        sleep.getAndSet(RUNNING);
        if (n < 0) {
            if (libc.errno() != LibC.EINTR) {
                throw failed("wait for");
            }
            return;
        }
        if (n > 0) {
            if ((pollSet.get(ValueLayout.JAVA_SHORT, 14) & LibC.POLLIN) != 0) {
                libc.read(eventDescriptor, eventValue.address(), 8);
            }
            if ((pollSet.get(ValueLayout.JAVA_SHORT, 6) & (LibC.POLLERR | LibC.POLLHUP | LibC.POLLNVAL)) != 0) {
                throw gone();
            }
        }
    }

    @Override
    public void wakeup() {
        if (sleep.getAndSet(WOKEN) != SLEEPING) {
            return;
        }
        // The lock keeps the number from meaning another file after close; it is taken only when the owner sleeps.
        synchronized (eventLock) {
            if (!closed) {
                MemorySegment one = Arena.ofAuto().allocate(8, 8);
                one.set(ValueLayout.JAVA_LONG, 0, 1L);
                eventLibc.write(eventDescriptor, one.address(), 8);
                Reference.reachabilityFence(one);
            }
        }
    }

    @Override
    public Counters<DeviceCounter> counters() {
        return counters;
    }

    @Override
    public void close() {
        synchronized (eventLock) {
            if (closed) {
                return;
            }
            closed = true;
            libc.close(eventDescriptor);
        }
        libc.close(descriptor);
    }

    private int openDescriptor() {
        if (closed) {
            throw new DeviceGoneException("the TAP " + name + " was closed by this program and is still being used");
        }
        return descriptor;
    }

    private DeviceException failed(String what) {
        return switch (libc.errno()) {
            case LibC.EBADFD, LibC.ENODEV, LibC.ENXIO -> gone();
            default -> new DeviceException(Reason.FAILED, "cannot " + what + " the TAP " + name + ": " + libc.error());
        };
    }

    private DeviceGoneException gone() {
        return new DeviceGoneException(
                "the TAP " + name + " is gone: the interface was deleted, or its network namespace was, while in use; "
                        + "connections over it are lost, start again with a new one");
    }
}
