package dev.sequent.stack.posix;

import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table of a process: its descriptors by number. */
final class Descriptors {

    /** The first three are the standard streams. */
    private static final int FIRST = 3;

    private static final int MOST = 1 << 16;

    private final TreeMap<Integer, Descriptor> table = new TreeMap<>();

    /** Gives a descriptor its number: the lowest that is free. */
    int add(Descriptor descriptor) throws CallFailed {
        int number = FIRST;
        for (int taken : table.keySet()) {
            if (taken != number) {
                break;
            }
            number++;
        }
        if (number >= MOST) {
            throw new CallFailed(Errno.EMFILE);
        }
        table.put(number, descriptor);
        return number;
    }

    Optional<Descriptor> find(int number) {
        return Optional.ofNullable(table.get(number));
    }

    Descriptor get(int number) throws CallFailed {
        return find(number).orElseThrow(() -> new CallFailed(Errno.EBADF));
    }

    StreamSocket socket(int number) throws CallFailed {
        return switch (get(number)) {
            case StreamSocket socket -> socket;
            case Epoll epoll -> throw new CallFailed(Errno.ENOTSOCK);
        };
    }

    /** Closes a number; epoll instances forget it. */
    @Nullable
    Descriptor remove(int number) {
        Descriptor removed = table.remove(number);
        if (removed != null) {
            table.values().forEach(d -> {
                if (d instanceof Epoll epoll) {
                    epoll.forget(removed);
                }
            });
        }
        return removed;
    }

    Stream<StreamSocket> sockets() {
        return table.values().stream().flatMap(d -> d instanceof StreamSocket s ? Stream.of(s) : Stream.empty());
    }
}
