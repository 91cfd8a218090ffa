package dev.sequent.runtime;

/**
 * What an engine keeps alongside one machine, for properties to refer to: no machine knows it itself. "Now" is the
 * present incarnation; one begins when the machine leaves its initial state, and lasts until the next begins.
 */
public interface Ghosts {
    /** Nothing has happened yet. */
    Ghosts NONE = new Blank();

    /** Octets that the user has handed over now. */
    long sent();

    /** Octets that the user has been given now. */
    long delivered();

    /** Whether those that were delivered are, in order and each once, octets of one incarnation of the other peer. */
    boolean faithful();

    /** How often the machine has left its initial state. */
    int incarnation();

    /** How often the peer has crashed. */
    int crashes();

    /** Whether the user has been told that signal now. */
    boolean told(int signal);

    /** See {@link #NONE}. */
    final class Blank implements Ghosts {
        private Blank() {}

        @Override
        public long sent() {
            return 0;
        }

        @Override
        public long delivered() {
            return 0;
        }

        @Override
        public boolean faithful() {
            return true;
        }

        @Override
        public int incarnation() {
            return 0;
        }

        @Override
        public int crashes() {
            return 0;
        }

        @Override
        public boolean told(int signal) {
            return false;
        }
    }
}
