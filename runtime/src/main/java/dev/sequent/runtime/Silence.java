package dev.sequent.runtime;

/** A world in which nothing happens: for a machine that is only inspected. Functions answer 0. */
public class Silence implements Effects {
    @Override
    public void send(Message message) {}

    @Override
    public void start(int timer, long at) {}

    @Override
    public void stop(int timer) {}

    @Override
    public void signal(int signal) {}

    @Override
    public void effect(int effect, long a, long b, long c, long d) {}

    @Override
    public long function(int function, long a, long b, long c, long d) {
        return 0;
    }
}
