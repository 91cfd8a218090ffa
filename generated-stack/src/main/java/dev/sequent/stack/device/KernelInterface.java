package dev.sequent.stack.device;

import dev.sequent.stack.device.DeviceException.Reason;
import dev.sequent.wire.Ipv4Prefix;
import dev.sequent.wire.MacAddress;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The kernel's side of a TAP: a network interface of the namespace of the calling thread, read and set through
 * {@code ifreq} calls, so that no other program is needed.
 */
public final class KernelInterface {

    /** Octets of an interface's name, the terminating zero included. */
    static final int NAME_SIZE = 16;

    /** Octets of a {@code struct ifreq}. */
    static final int REQUEST_SIZE = 40;

    private static final long SIOCADDRT = 0x890B;
    private static final long SIOCGIFFLAGS = 0x8913;
    private static final long SIOCSIFFLAGS = 0x8914;
    private static final long SIOCSIFADDR = 0x8916;
    private static final long SIOCSIFNETMASK = 0x891C;
    private static final long SIOCGIFMTU = 0x8921;
    private static final long SIOCSIFMTU = 0x8922;
    private static final long SIOCGIFHWADDR = 0x8927;
    private static final int IFF_UP = 1;
    private static final int IFF_NOARP = 0x80;
    /** Octets and fields of a {@code struct rtentry} with pointers of eight octets. */
    private static final int ROUTE_SIZE = 120;

    private static final int ROUTE_DESTINATION = 8;
    private static final int ROUTE_GATEWAY = 24;
    private static final int ROUTE_MASK = 40;
    private static final int ROUTE_FLAGS = 56;
    private static final int ROUTE_DEVICE = 88;
    private static final int RTF_UP = 1;
    private static final ValueLayout.OfInt NETWORK_INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final String name;
    private final LibC libc = new LibC();

    /**
     * The interface of that name, which need not exist yet.
     *
     * @throws DeviceException if no interface can have the name
     */
    public KernelInterface(String name) {
        this.name = checkName(name);
    }

    /** The interface's MTU in octets. */
    public int mtu() {
        return request("read the MTU of", SIOCGIFMTU, r -> {}).get(ValueLayout.JAVA_INT, NAME_SIZE);
    }

    /** The MAC address of the kernel's station, {@link dev.sequent.wire.MacAddress} form. */
    public long macAddress() {
        MemorySegment answer = request("read the address of", SIOCGIFHWADDR, r -> {});
        return MacAddress.get(answer.asByteBuffer().order(ByteOrder.BIG_ENDIAN), NAME_SIZE + Short.BYTES);
    }

    /** Sets the interface's MTU. */
    public void mtu(int octets) {
        request("set the MTU of", SIOCSIFMTU, r -> r.set(ValueLayout.JAVA_INT, NAME_SIZE, octets));
    }

    /** Whether the interface is up. */
    public boolean isUp() {
        return (flags() & IFF_UP) != 0;
    }

    /** Brings the interface up; does nothing if it is up. */
    public void up() {
        short flags = flags();
        if ((flags & IFF_UP) == 0) {
            flags("bring up", flags | IFF_UP);
        }
    }

    /** Takes the interface down; does nothing if it is down. */
    public void down() {
        short flags = flags();
        if ((flags & IFF_UP) != 0) {
            flags("take down", flags & ~IFF_UP);
        }
    }

    /** Has the kernel ask nobody for MAC addresses: whatever it sends is for whoever is at the other end. */
    public void withoutArp() {
        flags("turn off ARP on", flags() | IFF_NOARP);
    }

    /** Has the kernel send through the interface, which must be up, what it knows no other way for. */
    public void defaultRoute() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment route = arena.allocate(ROUTE_SIZE, 8);
            for (int address : new int[] {ROUTE_DESTINATION, ROUTE_GATEWAY, ROUTE_MASK}) {
                route.set(ValueLayout.JAVA_SHORT, address, (short) LibC.AF_INET);
            }
            route.set(ValueLayout.JAVA_SHORT, ROUTE_FLAGS, (short) RTF_UP);
            route.set(
                    ValueLayout.JAVA_LONG,
                    ROUTE_DEVICE,
                    arena.allocateFrom(name, StandardCharsets.US_ASCII).address());
            ask("route over", SIOCADDRT, route);
        }
    }

    /** Sets the interface's IPv4 address and network, replacing any that it has. */
    public void address(Ipv4Prefix address) {
        request(
                "give an address to",
                SIOCSIFADDR,
                r -> putSocketAddress(r, address.address().bits()));
        request("set the netmask of", SIOCSIFNETMASK, r -> putSocketAddress(r, address.mask()));
    }

    private short flags() {
        return request("read the state of", SIOCGIFFLAGS, r -> {}).get(ValueLayout.JAVA_SHORT, NAME_SIZE);
    }

    private void flags(String what, int flags) {
        request(what, SIOCSIFFLAGS, r -> r.set(ValueLayout.JAVA_SHORT, NAME_SIZE, (short) flags));
    }

    private static void putSocketAddress(MemorySegment request, int address) {
        request.set(ValueLayout.JAVA_SHORT, NAME_SIZE, (short) LibC.AF_INET);
        request.set(NETWORK_INT, NAME_SIZE + 4, address);
    }

    private interface Fill {
        void fill(MemorySegment request);
    }

    private MemorySegment request(String what, long code, Fill fill) {
        MemorySegment request = newRequest(name);
        fill.fill(request);
        ask(what, code, request);
        return request;
    }

    private void ask(String what, long code, MemorySegment request) {
        int socket = libc.socket(LibC.AF_INET, LibC.SOCK_DGRAM | LibC.SOCK_CLOEXEC, 0);
        if (socket < 0) {
            throw new DeviceException(
                    Reason.FAILED,
                    "cannot " + what + " the interface " + name + ": no socket to ask through: " + libc.error());
        }
        try {
            if (libc.ioctl(socket, code, request) < 0) {
                throw failure(what);
            }
        } finally {
            new LibC().close(socket);
        }
    }

    private DeviceException failure(String what) {
        String message = "cannot " + what + " the interface " + name + ": ";
        return switch (libc.errno()) {
            case LibC.EPERM, LibC.EACCES ->
                new DeviceException(
                        Reason.NOT_PERMITTED,
                        message + "it takes the capability CAP_NET_ADMIN in this network "
                                + "namespace; run as root or within 'unshare -Urn', or let an administrator do it with 'ip link' and 'ip address'");
            case LibC.ENODEV ->
                new DeviceGoneException(
                        message + "there is none of this name in this network namespace (any more); see 'ip link'");
            default -> new DeviceException(Reason.FAILED, message + libc.error());
        };
    }

    static MemorySegment newRequest(String name) {
        MemorySegment request = Arena.ofAuto().allocate(REQUEST_SIZE, 8);
        request.setString(0, name, StandardCharsets.US_ASCII);
        return request;
    }

    /** The rules of the kernel (dev_valid_name), and plain characters only. */
    static String checkName(String name) {
        String wrong;
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            wrong = "it is empty or stands for a directory";
        } else if (name.length() >= NAME_SIZE) {
            wrong = "it has " + name.length() + " characters and " + (NAME_SIZE - 1) + " are allowed";
        } else if (!name.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '/' && c != ':' && c != '%')) {
            wrong = "a character in it is a space, '/', ':', '%' or not ASCII";
        } else {
            return name;
        }
        throw new DeviceException(
                Reason.BAD_NAME,
                "'" + name + "' cannot be a network interface's name: " + wrong + "; use one like sequent0");
    }

    @Override
    public String toString() {
        return "KernelInterface[" + name + "]";
    }
}
