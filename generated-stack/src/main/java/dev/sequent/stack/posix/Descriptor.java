package dev.sequent.stack.posix;

/** What a descriptor stands for. */
sealed interface Descriptor permits StreamSocket, Epoll {

    /** What is ready, as {@code poll} tells it: POLLIN and so on, whoever has asked for what. */
    int ready();

    /** Where its changes are told. */
    News news();
}
