package dev.sequent.check.system;

import dev.sequent.runtime.Effects;
import dev.sequent.runtime.Message;

/** The world of a machine that is only looked at. */
enum Deaf implements Effects {
    WORLD;

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
