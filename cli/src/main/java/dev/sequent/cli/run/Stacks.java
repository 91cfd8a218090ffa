package dev.sequent.cli.run;

import dev.sequent.check.trace.Counterexample;
import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.language.model.Protocol;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Stacks of one core. */
public interface Stacks {

    /**
     * Opens a TAP, asks its link whether the address is free, starts a stack on it and its applications.
     *
     * @throws CommandFailure if that cannot be done: says what is wrong and what to do
     */
    RunningStack open(RunRequest request);

    /**
     * Takes the steps of a trace, in virtual time, with a stack for each peer.
     *
     * @param protocol whose trace it is, and whose core the stacks are linked with
     * @param parameters that differ from their defaults, by name, in generic form
     * @throws IllegalArgumentException if the trace mentions something that the protocol does not have
     */
    StackRepetition repeat(Counterexample trace, Protocol protocol, Map<String, Long> parameters);

    /** Two stacks on a link in virtual time: A (192.0.2.1), which opens, and B (192.0.2.2), which echoes on port 7. */
    VirtualRun virtual(VirtualRequest request);

    /**
     * @param impairment what the link does to frames
     * @param capture file to write all frames to, as A sees them
     */
    record VirtualRequest(
            Optional<String> impairment, Optional<Path> capture, Map<String, Long> parameters, long seed) {
        public VirtualRequest {
            parameters = Map.copyOf(parameters);
        }
    }

    /** What two stacks do. Each call runs to its end, or for a virtual hour. */
    interface VirtualRun extends AutoCloseable {

        /**
         * What became of a transfer.
         *
         * @param sent SHA-256 of what A sent, in hexadecimal
         * @param received SHA-256 of what came back to A
         * @param seconds in virtual time, from the call to the end of both directions
         */
        record Echo(String sent, String received, long octets, double seconds) {}

        /** A opens to B, sends random octets, and takes them back. @throws IllegalStateException if it does not end */
        Echo echo(long octets);

        /**
         * A opens to a port of B where nobody listens. @return how that failed, in the specification's words; empty if
         * it had not after a minute
         */
        Optional<String> refused();

        /** A opens to B. @return the state of B's end when it has handled A's SYN, and nothing else */
        String stateAfterSyn();

        /**
         * The state of A's connection after its segment passed as frame {@code number} (from 1), if that was observed.
         */
        Optional<String> stateAfterFrame(int number);

        /** How long A's last connection was in TIME-WAIT, in virtual seconds; to be asked after {@link #echo}. */
        double timeWait();

        @Override
        void close();
    }
}
