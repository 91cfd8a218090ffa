package dev.sequent.stack.posix;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * An epoll instance. A descriptor comes onto its list when something happens that was asked for, and goes when it has
 * been told; what is not edge-triggered comes back at the end of the list, to be looked at again the next time.
 */
final class Epoll implements Descriptor {

    private static final int PRIVATE = Linux.EPOLLET | Linux.EPOLLONESHOT;
    private static final int UNASKED = Linux.POLLERR | Linux.POLLHUP;

    private final class Entry {
        final Descriptor descriptor;
        final IntConsumer hears = this::hears;
        EpollEvent wanted;
        /** EPOLLONESHOT: it has been told, and hears nothing until it is set again. */
        boolean spent;

        Entry(Descriptor descriptor, EpollEvent wanted) {
            this.descriptor = descriptor;
            this.wanted = wanted;
        }

        boolean has(int flag) {
            return (wanted.events() & flag) != 0;
        }

        int ready() {
            return spent ? 0 : descriptor.ready() & (wanted.events() & ~PRIVATE | UNASKED);
        }

        private void hears(int what) {
            if (!spent && (what & (wanted.events() | UNASKED)) != 0) {
                look(this);
            }
        }
    }

    private final Map<Integer, Entry> entries = new HashMap<>();
    private final LinkedHashSet<Entry> list = new LinkedHashSet<>();
    private final News news = new News();

    void add(int fd, Descriptor descriptor, EpollEvent wanted) throws CallFailed {
        if (entries.containsKey(fd)) {
            throw new CallFailed(Errno.EEXIST);
        }
        if (descriptor instanceof Epoll inner && inner.contains(this)) {
            throw new CallFailed(Errno.ELOOP);
        }
        Entry entry = new Entry(descriptor, wanted);
        entries.put(fd, entry);
        descriptor.news().add(entry.hears);
        look(entry);
    }

    private boolean contains(Epoll other) {
        return other == this
                || entries.values().stream()
                        .anyMatch(e -> e.descriptor instanceof Epoll inner && inner.contains(other));
    }

    void change(int fd, EpollEvent wanted) throws CallFailed {
        Entry entry = get(fd);
        entry.wanted = wanted;
        entry.spent = false;
        look(entry);
    }

    void remove(int fd) throws CallFailed {
        drop(get(fd));
        entries.remove(fd);
    }

    private Entry get(int fd) throws CallFailed {
        Entry entry = entries.get(fd);
        if (entry == null) {
            throw new CallFailed(Errno.ENOENT);
        }
        return entry;
    }

    /** The descriptor has been closed. */
    void forget(Descriptor descriptor) {
        entries.values().removeIf(entry -> {
            boolean its = entry.descriptor == descriptor;
            if (its) {
                drop(entry);
            }
            return its;
        });
    }

    private void drop(Entry entry) {
        entry.descriptor.news().remove(entry.hears);
        list.remove(entry);
    }

    private void look(Entry entry) {
        if (entry.ready() != 0 && list.add(entry)) {
            news.tell(Linux.POLLIN | Linux.POLLRDNORM);
        }
    }

    /** What is to be told now, in the order in which it happened. */
    List<EpollEvent> take(int most) {
        List<EpollEvent> taken = new ArrayList<>();
        List<Entry> again = new ArrayList<>();
        for (Entry entry : List.copyOf(list)) {
            if (taken.size() == most) {
                break;
            }
            list.remove(entry);
            int ready = entry.ready();
            if (ready != 0) {
                taken.add(new EpollEvent(ready, entry.wanted.data()));
                if (entry.has(Linux.EPOLLONESHOT)) {
                    entry.spent = true;
                } else if (!entry.has(Linux.EPOLLET)) {
                    again.add(entry);
                }
            }
        }
        list.addAll(again);
        return taken;
    }

    @Override
    public int ready() {
        return list.stream().anyMatch(entry -> entry.ready() != 0) ? Linux.POLLIN | Linux.POLLRDNORM : 0;
    }

    @Override
    public News news() {
        return news;
    }
}
