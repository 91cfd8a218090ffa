package dev.sequent.stack.posix;

/**
 * A {@code struct epoll_event}.
 *
 * @param events EPOLLIN and so on, whose bits are poll's; when it is given, also EPOLLET and EPOLLONESHOT
 * @param data what the program gave, and gets back
 */
public record EpollEvent(int events, long data) {}
