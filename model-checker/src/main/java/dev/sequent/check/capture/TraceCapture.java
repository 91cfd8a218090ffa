package dev.sequent.check.capture;

import dev.sequent.check.trace.Counterexample;
import dev.sequent.check.trace.Fates;
import dev.sequent.check.trace.TraceStep;
import dev.sequent.check.trace.TraceStep.Action;
import dev.sequent.check.trace.TraceStep.InFlight;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Protocol;
import dev.sequent.runtime.Core;
import dev.sequent.wire.PcapngWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A trace as a capture file: every message at the moment at which it is sent; {@code model-checker/TRACE.md} says how.
 */
public final class TraceCapture {
    private static final int PORT = 40_001;
    /** Between steps, when there are no clocks. */
    private static final long STEP = 1_000_000;
    /** Between two steps within a tick. */
    private static final long MOMENT = 1_000;

    private final Counterexample trace;
    private final Map<String, WireForm> forms;
    private final Optional<Integer> checksum;
    private final Fates fates;
    private final Set<Integer> old = new HashSet<>();

    private TraceCapture(Counterexample trace, Map<String, WireForm> forms) {
        this.trace = trace;
        this.forms = forms;
        fates = Fates.of(trace.steps());
        checksum = forms.size() == 1 ? forms.values().iterator().next().tcpChecksum() : Optional.empty();
    }

    /**
     * The capture file.
     *
     * @param core of the trace; must be a generated one
     * @return empty when messages have no form on the wire, since the core was not generated
     */
    public static Optional<byte[]> of(Counterexample trace, Protocol protocol, Core core) {
        Map<String, WireForm> forms = new HashMap<>();
        for (MessageType type : protocol.messages()) {
            Optional<WireForm> form = WireForm.of(core, type);
            if (form.isEmpty()) {
                return Optional.empty();
            }
            forms.put(type.name(), form.get());
        }
        return Optional.of(new TraceCapture(trace, forms).write());
    }

    private byte[] write() {
        var octets = new ByteArrayOutputStream();
        try (var file = new PcapngWriter(
                Channels.newChannel(octets),
                checksum.isPresent() ? PcapngWriter.LINK_ETHERNET : PcapngWriter.LINK_USER0,
                trace.scenario(),
                trace.subject().title() + " in scenario " + trace.scenario() + ": " + trace.finding())) {
            write(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // Not of an array.
        }
        return octets.toByteArray();
    }

    private void write(PcapngWriter file) throws IOException {
        for (TraceStep step : trace.steps()) {
            addOld(file, step);
        }
        long now = 0;
        for (TraceStep step : trace.steps()) {
            now = next(now, step);
            addForged(file, step, now);
            for (TraceStep.Sent sent : step.sent()) {
                add(
                        file,
                        now,
                        step.actor(),
                        other(step.actor()),
                        sent.message(),
                        "step " + step.number() + ", " + why(step) + ": " + fate(sent.message()));
            }
        }
    }

    private long next(long now, TraceStep step) {
        if (trace.tick() == 0) {
            return step.number() * STEP;
        }
        return step.action() instanceof Action.Tick ? now / trace.tick() * trace.tick() + trace.tick() : now + MOMENT;
    }

    private int other(int peer) {
        return trace.peers().size() == 1 ? 0 : 1 - peer;
    }

    /** What was in flight before anything happened, as far as the trace mentions it. */
    private void addOld(PcapngWriter file, TraceStep step) throws IOException {
        switch (step.action()) {
            case Action.Deliver d -> addOld(file, d.from(), d.to(), d.message());
            case Action.Lose l -> addOld(file, l.from(), l.to(), l.message());
            case Action.Tick tick -> {
                for (TraceStep.Passing died : tick.died()) {
                    addOld(file, died.from(), died.to(), died.message());
                }
            }
            case Action.Call _, Action.Timeout _, Action.Crash _, Action.Attack _ -> {}
        }
    }

    private void addOld(PcapngWriter file, int from, int to, InFlight message) throws IOException {
        if (message.origin().equals(InFlight.OLD_DUPLICATE) && old.add(message.id())) {
            add(file, 0, from, to, message, "an old duplicate, sent before the scenario began: " + fate(message));
        }
    }

    private void addForged(PcapngWriter file, TraceStep step, long now) throws IOException {
        if (step.action() instanceof Action.Attack attack) {
            add(
                    file,
                    now,
                    other(attack.to()),
                    attack.to(),
                    attack.message(),
                    "step " + step.number() + ", forged by an attacker: " + fate(attack.message()));
        }
    }

    private String fate(InFlight message) {
        List<Fates.Fate> all = fates.of(message);
        return all.stream().map(Fates.Fate::text).collect(Collectors.joining(", then "));
    }

    private String why(TraceStep step) {
        return switch (step.action()) {
            case Action.Call call -> trace.peers().get(call.peer()) + " is asked to " + call.text();
            case Action.Timeout timeout -> trace.peers().get(timeout.peer()) + "'s " + timeout.timer() + " runs out";
            case Action.Deliver d ->
                trace.peers().get(d.to()) + " gets message " + d.message().id();
            case Action.Attack a -> trace.peers().get(a.to()) + " gets a forged message";
            case Action.Lose ignored -> "a loss";
            case Action.Crash ignored -> "a crash";
            case Action.Tick ignored -> "a tick";
        };
    }

    private void add(PcapngWriter file, long now, int from, int to, InFlight message, String comment)
            throws IOException {
        WireForm form = forms.get(message.kind());
        if (form == null) {
            throw new IllegalArgumentException("the protocol has no message " + message.kind());
        }
        byte[] octets = form.octets(message, PORT + from, PORT + to);
        byte[] packet = checksum.map(at -> Ipv4Frame.of(from, to, form.told(message), octets, at))
                .orElse(octets);
        file.write(now, "message " + message.id() + ", " + comment, packet);
    }
}
