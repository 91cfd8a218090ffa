package dev.sequent.packet.run;

import dev.sequent.packet.script.Action;
import dev.sequent.packet.script.Event;
import dev.sequent.packet.script.Script;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of a script cannot be had, as far as that can be known before it is run. Which socket options and which fields
 * of TCP_INFO a host has only the host can say.
 */
final class Foresight {
    private static final Pattern FIELD = Pattern.compile("tcpi_\\w+");
    /**
     * For fields whose value is not known yet: a prime, since whatever divides it, or is equal to it, is a coincidence.
     */
    private static final long SOME_VALUE = 7_919;

    private final CallDecoder decoder;
    private final boolean passOverCommands;

    private Foresight(Settings settings, boolean passOverCommands) {
        this.decoder = new CallDecoder(settings, new Descriptors());
        this.passOverCommands = passOverCommands;
    }

    /** The first of it. @param passOverCommands of a shell that are not understood */
    static Optional<Verdict.Unsupported> unsupported(Script script, Settings settings, boolean passOverCommands) {
        var foresight = new Foresight(settings, passOverCommands);
        for (Event event : script.events()) {
            try {
                foresight.look(event.action());
            } catch (UnsupportedException e) {
                return Optional.of(new Verdict.Unsupported(event.place().line(), e.what()));
            }
        }
        return Optional.empty();
    }

    private void look(Action action) {
        switch (action) {
            case Action.TcpPacket ignored -> {}
            case Action.IcmpPacket packet -> ScriptRun.refuseOutgoing(packet);
            case Action.UdpPacket ignored -> ScriptRun.refuseUdp();
            case Action.SystemCall call -> decoder.request(call);
            case Action.Command command -> {
                if (!passOverCommands) {
                    ShellCommands.read(command.text());
                }
            }
            case Action.CodeBlock code -> new Assertions(fields(code.text()), text -> {}).run(code.text());
        }
    }

    private static Map<String, Long> fields(String code) {
        Map<String, Long> fields = new TreeMap<>();
        Matcher name = FIELD.matcher(code);
        while (name.find()) {
            fields.put(name.group(), SOME_VALUE);
        }
        return fields;
    }
}
