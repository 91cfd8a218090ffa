package dev.sequent.packet.run;

import dev.sequent.packet.script.Action;
import dev.sequent.packet.script.ScriptPrinter;
import dev.sequent.packet.script.TcpOption;
import dev.sequent.packet.script.TcpOptions;
import dev.sequent.wire.TcpHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Packets as RFC 9293, 3.5 writes them in its figures: {@code <SEQ=100><ACK=300><CTL=ACK>}. */
public final class RfcForm {
    private static final List<Map.Entry<Integer, String>> NAMES = List.of(
            Map.entry(TcpHeader.SYN, "SYN"),
            Map.entry(TcpHeader.FIN, "FIN"),
            Map.entry(TcpHeader.RST, "RST"),
            Map.entry(TcpHeader.ACK, "ACK"),
            Map.entry(TcpHeader.PSH, "PSH"),
            Map.entry(TcpHeader.URG, "URG"),
            Map.entry(TcpHeader.ECE, "ECE"),
            Map.entry(TcpHeader.CWR, "CWR"),
            Map.entry(TcpHeader.AE, "AE"));

    private RfcForm() {}

    public static String text(Action.TcpPacket tcp) {
        var text = new StringBuilder("<SEQ=").append(tcp.sequence()).append('>');
        if ((tcp.control() & TcpHeader.ACK) != 0) {
            tcp.acknowledgment().ifPresent(n -> text.append("<ACK=").append(n).append('>'));
        }
        var names = new ArrayList<String>();
        NAMES.stream().filter(e -> (tcp.control() & e.getKey()) != 0).forEach(e -> names.add(e.getValue()));
        text.append("<CTL=").append(String.join(",", names)).append('>');
        if (tcp.length() > 0) {
            text.append("<DATA=").append(tcp.length()).append('>');
        }
        tcp.window().ifPresent(n -> text.append("<WND=").append(n).append('>'));
        if ((tcp.control() & TcpHeader.URG) != 0) {
            tcp.urgent().ifPresent(n -> text.append("<UP=").append(n).append('>'));
        }
        if (tcp.options() instanceof TcpOptions.Listed listed) {
            listed.list().forEach(o -> text.append(option(o)));
        }
        return text.toString();
    }

    private static String option(TcpOption option) {
        return switch (option) {
            case TcpOption.MaximumSegmentSize mss -> "<MSS=" + mss.octets() + ">";
            case TcpOption.NoOperation ignored -> "";
            case TcpOption.EndOfList ignored -> "";
            case TcpOption.WindowScale ignored -> written(option);
            case TcpOption.SackPermitted ignored -> written(option);
            case TcpOption.Sack ignored -> written(option);
            case TcpOption.Timestamps ignored -> written(option);
            case TcpOption.FastOpen ignored -> written(option);
            case TcpOption.FastOpenExperimental ignored -> written(option);
            case TcpOption.Md5 ignored -> written(option);
            case TcpOption.AccurateEcn ignored -> written(option);
            case TcpOption.Unknown ignored -> written(option);
        };
    }

    private static String written(TcpOption option) {
        return "<" + ScriptPrinter.option(option) + ">";
    }
}
