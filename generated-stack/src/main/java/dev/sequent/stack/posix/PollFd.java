package dev.sequent.stack.posix;

/**
 * A {@code struct pollfd}, as it is given.
 *
 * @param fd a negative one is passed over
 * @param events what is asked for: POLLIN and so on; POLLERR, POLLHUP and POLLNVAL are told without being asked for
 */
public record PollFd(int fd, int events) {}
