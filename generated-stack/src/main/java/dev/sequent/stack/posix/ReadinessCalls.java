package dev.sequent.stack.posix;

import dev.sequent.stack.time.Clock;
import java.util.List;
import java.util.Optional;

/** What is ready: {@code poll} and epoll. */
final class ReadinessCalls {

    private static final int UNASKED = Linux.POLLERR | Linux.POLLHUP;

    private final Descriptors descriptors;
    private final Blocking blocking;

    ReadinessCalls(Descriptors descriptors, Blocking blocking) {
        this.descriptors = descriptors;
        this.blocking = blocking;
    }

    Answer<List<Integer>> poll(List<PollFd> asked, int millis) {
        Answer<List<Integer>> call = new Answer<>();
        List<News> sources = asked.stream()
                .flatMap(p -> descriptors.find(p.fd()).stream())
                .map(Descriptor::news)
                .distinct()
                .toList();
        return blocking.start(
                call,
                patience(millis),
                sources,
                () -> {
                    List<Integer> ready = asked.stream().map(this::ready).toList();
                    call.hands(ready);
                    long n = ready.stream().filter(r -> r != 0).count();
                    return n == 0 ? null : Result.of(n);
                },
                () -> Result.of(0));
    }

    private int ready(PollFd asked) {
        if (asked.fd() < 0) {
            return 0;
        }
        Optional<Descriptor> descriptor = descriptors.find(asked.fd());
        return descriptor.map(d -> d.ready() & (asked.events() | UNASKED)).orElse(Linux.POLLNVAL);
    }

    private static long patience(int millis) {
        return millis < 0 ? Clock.NEVER : millis * 1_000_000L;
    }

    Result create(int flags) throws CallFailed {
        if ((flags & ~Linux.SOCK_CLOEXEC) != 0) {
            throw new CallFailed(Errno.EINVAL);
        }
        return Result.of(descriptors.add(new Epoll()));
    }

    Result control(int epfd, int operation, int fd, EpollEvent wanted) throws CallFailed {
        Descriptor instance = descriptors.get(epfd);
        Descriptor descriptor = descriptors.get(fd);
        if (!(instance instanceof Epoll epoll) || descriptor == instance) {
            throw new CallFailed(Errno.EINVAL);
        }
        switch (operation) {
            case Linux.EPOLL_CTL_ADD -> epoll.add(fd, descriptor, wanted);
            case Linux.EPOLL_CTL_MOD -> epoll.change(fd, wanted);
            case Linux.EPOLL_CTL_DEL -> epoll.remove(fd);
            default -> throw new CallFailed(Errno.EINVAL);
        }
        return Result.of(0);
    }

    Answer<List<EpollEvent>> await(int epfd, int most, int millis) {
        Answer<List<EpollEvent>> call = new Answer<>();
        try {
            if (!(descriptors.get(epfd) instanceof Epoll epoll) || most <= 0) {
                throw new CallFailed(Errno.EINVAL);
            }
            blocking.start(
                    call,
                    patience(millis),
                    List.of(epoll.news()),
                    () -> {
                        List<EpollEvent> events = epoll.take(most);
                        call.hands(events);
                        return events.isEmpty() ? null : Result.of(events.size());
                    },
                    () -> Result.of(0));
        } catch (CallFailed e) {
            call.returns(Result.failed(e.errno()), blocking.now());
        }
        return call;
    }
}
