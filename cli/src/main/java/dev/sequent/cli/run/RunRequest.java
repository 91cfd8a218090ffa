package dev.sequent.cli.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A stack on a TAP, as requested.
 *
 * @param tap name of the interface, created if it does not exist
 * @param address ours, with the length of the network's prefix
 * @param gateway the way to other networks
 * @param mac ours; one made from the TAP's name if absent
 * @param mtu of the interface, set if given
 * @param kernelAddress given to the kernel's side of the TAP
 * @param capture file to write all frames to
 * @param impairment what the link does to frames, as {@code Impairments} reads it
 * @param parameters of the specification by name, in generic form, where they differ from the defaults
 * @param apps to be served, as {@code Application} reads them
 * @param core names the core that runs
 * @param watched a port, ours or the remote's, whose first connection {@link RunningStack#stateAfterFrame} is to
 *     observe
 */
public record RunRequest(
        String tap,
        String address,
        Optional<String> gateway,
        Optional<Long> mac,
        Optional<Integer> mtu,
        Optional<String> kernelAddress,
        List<String> apps,
        Optional<Path> capture,
        Optional<String> impairment,
        Map<String, Long> parameters,
        String core,
        Optional<Integer> watched) {

    public RunRequest {
        apps = List.copyOf(apps);
        parameters = Map.copyOf(parameters);
    }

    /** A stack with apps and nothing else. */
    public static RunRequest of(String tap, String address, String kernelAddress, List<String> apps, String core) {
        return new RunRequest(
                tap,
                address,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(kernelAddress),
                apps,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                core,
                Optional.empty());
    }

    public RunRequest withCapture(Path file) {
        return new RunRequest(
                tap,
                address,
                gateway,
                mac,
                mtu,
                kernelAddress,
                apps,
                Optional.of(file),
                impairment,
                parameters,
                core,
                watched);
    }

    public RunRequest withImpairment(String text) {
        return new RunRequest(
                tap,
                address,
                gateway,
                mac,
                mtu,
                kernelAddress,
                apps,
                capture,
                Optional.of(text),
                parameters,
                core,
                watched);
    }

    public RunRequest withWatched(int port) {
        return new RunRequest(
                tap,
                address,
                gateway,
                mac,
                mtu,
                kernelAddress,
                apps,
                capture,
                impairment,
                parameters,
                core,
                Optional.of(port));
    }
}
